package org.bgworker.host.unload;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** A library after its sweep. Keeps nothing of it but words. */
public final class Swept {
    private final String library;
    private final String version;
    private final List<String> undone;
    private final WeakReference<Unloadable> loader;
    private final List<WeakReference<Thread>> threads;

    /** Its threads are those that bore its loader as their context class loader. */
    Swept(Unloadable loader, List<String> undone, List<Thread> threads) {
        this.library = loader.library();
        this.version = loader.version();
        this.undone = List.copyOf(undone);
        this.loader = new WeakReference<>(loader);
        this.threads = threads.stream().map(WeakReference::new).toList();
    }

    /** The library's name. */
    public String library() {
        return library;
    }

    /** Its version, empty if it has none. */
    public String version() {
        return version;
    }

    /** What the sweep has undone, a clause each, such as {@code deregistered JDBC driver p.D}. */
    public List<String> undone() {
        return undone;
    }

    /** Whether its loader has been collected. */
    public boolean gone() {
        return loader.refersTo(null);
    }

    /** The loader, if it is still there: not to be kept. */
    Optional<Unloadable> loader() {
        return Optional.ofNullable(loader.get());
    }

    Stream<Thread> threads() {
        return threads.stream().map(WeakReference::get).filter(Objects::nonNull);
    }

    /** Such as {@code library "com.acme.sync" 1.2}. */
    String words() {
        return "library \"%s\" %s".formatted(library, version).strip();
    }

    /** Makes it look collected. */
    void forget() {
        loader.clear();
    }
}
