package org.bgworker.host.server;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.bgworker.host.library.LibraryState;
import org.bgworker.host.postmaster.Happening;

/** Tells what has become of libraries since it was last asked to. For one thread. */
final class LibraryNews {
    private static final String GONE = "gone";

    private final Supplier<List<LibraryState>> states;
    private final Consumer<Happening> journal;
    private Map<Subject, LibraryState> known = Map.of();

    LibraryNews(Supplier<List<LibraryState>> states, Consumer<Happening> journal) {
        this.states = states;
        this.journal = journal;
    }

    /** A library, or a file while its library is not known. */
    private record Subject(String name, String version) {
        static Subject of(LibraryState state) {
            return new Subject(
                    state.name().isEmpty() ? state.entry().getFileName().toString() : state.name(),
                    state.version());
        }
    }

    void tell() {
        var now = new HashMap<Subject, LibraryState>();
        states.get().forEach(state -> now.put(Subject.of(state), state));
        now.forEach((subject, state) -> {
            var before = known.get(subject);
            if (before == null || before.word() != state.word()) {
                tell(subject, state.word().toString(), state.reason());
            }
        });
        known.keySet().stream()
                .filter(subject -> !now.containsKey(subject))
                .forEach(subject -> tell(subject, GONE, ""));
        known = now;
    }

    private void tell(Subject subject, String word, String reason) {
        journal.accept(new Happening.LibraryIs(subject.name(), subject.version(), word, reason));
    }
}
