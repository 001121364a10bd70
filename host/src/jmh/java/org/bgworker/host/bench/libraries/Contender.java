package org.bgworker.host.bench.libraries;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bgworker.host.bench.Checkout;

/** A row of the table, in the order in which they are measured. */
enum Contender {
    /** See {@link JdkLayers}. */
    FLOOR("JDK: a layer per jar (floor)", Kind.MODULE),
    /** Leaves in its data directory what the next two know. */
    UNKNOWN("bgworker, not known: all inspected", Kind.BGWORKER),
    /** See {@link Bgworker}. */
    KNOWN("bgworker, known", Kind.BGWORKER),
    /** See {@link Bgworker}. */
    ONE_BY_ONE("bgworker, one by one", Kind.BGWORKER),
    /** The older checkout's, if there is one; the same three. */
    UNKNOWN_BEFORE("before: bgworker, not known", Kind.BGWORKER),
    /** The older checkout's. */
    KNOWN_BEFORE("before: bgworker, known", Kind.BGWORKER),
    /** The older checkout's. */
    ONE_BY_ONE_BEFORE("before: bgworker, one by one", Kind.BGWORKER),
    /** See {@link Pf4jPlugins}. */
    PF4J("PF4J 3.15.0", Kind.PF4J),
    /** See {@link Pf4jPlugins}. */
    PF4J_ONE_BY_ONE("PF4J 3.15.0, one by one", Kind.PF4J),
    /** See {@link FelixBundles}. */
    FELIX("Felix 7.0.5", Kind.BUNDLE);

    private final String title;
    private final Kind kind;

    Contender(String title, Kind kind) {
        this.title = title;
        this.kind = kind;
    }

    String title() {
        return title;
    }

    Kind kind() {
        return kind;
    }

    /** Those that can be measured: an older checkout may not be at hand. */
    static List<Contender> present() {
        return Stream.of(values()).filter(one -> one.checkout().isPresent()).toList();
    }

    /** Where its host comes from. */
    Optional<Checkout> checkout() {
        return isBefore() ? Checkout.before() : Optional.of(Checkout.present());
    }

    private boolean isBefore() {
        return this == UNKNOWN_BEFORE || this == KNOWN_BEFORE || this == ONE_BY_ONE_BEFORE;
    }

    /** Where it keeps files, below the directory of the benchmark. */
    String place(int count) {
        return "%s-%d%s".formatted(kind, count, isBefore() ? "-before" : "");
    }

    /** A host that may keep files in a directory of its kind's. */
    LibraryHost open(Path data) {
        return switch (this) {
            case FLOOR -> new JdkLayers();
            case UNKNOWN, UNKNOWN_BEFORE -> new Bgworker(Bgworker.Way.UNKNOWN, data);
            case KNOWN, KNOWN_BEFORE -> new Bgworker(Bgworker.Way.KNOWN, data);
            case ONE_BY_ONE, ONE_BY_ONE_BEFORE -> new Bgworker(Bgworker.Way.ONE_BY_ONE, data);
            case PF4J -> new Pf4jPlugins(false);
            case PF4J_ONE_BY_ONE -> new Pf4jPlugins(true);
            case FELIX -> new FelixBundles(data);
        };
    }

    /** How many of its libraries are told to stop. */
    int stopped(int count) {
        return kind == Kind.BGWORKER ? 0 : count;
    }
}
