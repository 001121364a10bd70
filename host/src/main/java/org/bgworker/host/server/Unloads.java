package org.bgworker.host.server;

import static org.bgworker.host.report.Severity.DEBUG1;
import static org.bgworker.host.report.Severity.LOG;

import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.library.Library;
import org.bgworker.host.library.LibraryState;
import org.bgworker.host.library.LibraryState.Word;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.unload.Departures;
import org.bgworker.host.unload.Holders;
import org.bgworker.host.unload.Patience;
import org.bgworker.host.unload.Sweep;
import org.bgworker.host.unload.Swept;

/**
 * Unloads libraries that nobody uses any more, and sees whether they really go. For the librarian's
 * thread; only the states may be read by others.
 */
final class Unloads {
    /** How long code of a library may take that is told of its end. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final Departures departures;
    private final IdentityHashMap<Swept, LibraryState> watched = new IdentityHashMap<>();
    private volatile List<LibraryState> states = List.of();

    /**
     * Watches nothing yet.
     *
     * @param leaked after what time a library that has not gone has leaked
     */
    Unloads(Duration leaked) {
        this.departures =
                new Departures(
                        new Patience(
                                Duration.ofNanos(leaked.toNanos() / 10),
                                Duration.ofNanos(leaked.toNanos() / 3),
                                leaked),
                        System::gc,
                        swept -> Holders.of(swept, LIMIT));
    }

    /** Sweeps up after libraries; the caller forgets them. */
    void take(List<Library> leaving, long now) {
        var result = Sweep.of(leaving.stream().map(Library::unloadable).toList(), LIMIT);
        result.problems().forEach(Log::write);
        for (int i = 0; i < leaving.size(); i++) {
            var swept = result.libraries().get(i);
            var library = leaving.get(i);
            swept.undone()
                    .forEach(one ->
                            Log.write(
                                    Report.of(
                                            DEBUG1,
                                            "library %s: %s"
                                                    .formatted(library.nameAndVersion(), one))));
            watched.put(swept, state(library));
        }
        departures.take(result.libraries(), now);
        publish();
    }

    private static LibraryState state(Library library) {
        return new LibraryState(
                library.name(),
                library.version(),
                library.entry(),
                Word.UNLOADING,
                "its classes have not been collected yet");
    }

    /** Looks who has gone, and says so; gives when to look again. */
    Optional<Long> look(long now) {
        if (!watched.isEmpty()) {
            var look = departures.look(now);
            look.gone().forEach(one -> gone(one, "unloaded library %s"));
            look.late().forEach(one -> gone(one, "library %s has been unloaded after all"));
            look.leaked().forEach(this::leaked);
            publish();
        }
        var next = departures.nextLook();
        return next.isPresent() ? Optional.of(next.getAsLong()) : Optional.empty();
    }

    private void gone(Swept swept, String sentence) {
        watched.remove(swept);
        Log.write(Report.of(LOG, sentence.formatted(words(swept))));
    }

    private static String words(Swept swept) {
        return "\"%s\" %s".formatted(swept.library(), swept.version()).strip();
    }

    private void leaked(Departures.Leak leak) {
        Log.write(leak.report());
        var report = leak.report();
        watched.computeIfPresent(
                leak.library(),
                (_, state) ->
                        new LibraryState(
                                state.name(),
                                state.version(),
                                state.entry(),
                                Word.LEAKED,
                                report.detail()));
    }

    private void publish() {
        states = List.copyOf(watched.values());
    }

    /** Those that have not gone. */
    List<LibraryState> states() {
        return states;
    }
}
