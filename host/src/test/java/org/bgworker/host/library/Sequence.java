package org.bgworker.host.library;

import static org.bgworker.host.library.PuppetHost.SETTLE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.library.LibraryState.Word;
import org.bgworker.host.report.ReportException;

/** Has steps happen to a host, lets everything settle, and compares. */
final class Sequence {
    private static final List<String> NAMES = List.of("a.jar", "b.jar", "c.jar", "f", "g");
    private static final long[] TIMES = {
        1_000_000, SETTLE / 2, SETTLE, 3 * SETTLE, 10 * SETTLE, PuppetHost.PROBATION
    };

    private final PuppetHost host;
    private final Path modules;
    private final DroppedFiles files;
    private final boolean all;
    private final Set<String> terminated = new HashSet<>();
    private boolean vanished;

    private Sequence(Path directory, int variant) throws IOException, ReportException {
        modules = Files.createDirectories(directory.resolve("modules"));
        var data = Files.createDirectories(directory.resolve("../data"));
        files = new DroppedFiles(modules);
        all = variant % 3 > 0;
        host = new PuppetHost(modules, data, all ? "*" : "p", variant % 2 == 0);
    }

    /** What is wrong at the end, or was at any moment. */
    static List<String> run(Path directory, int variant, List<Step> steps) throws Exception {
        var sequence = new Sequence(directory, variant);
        int before = Math.min(3, steps.size());
        for (var step : steps.subList(0, before)) {
            sequence.happen(new Step(Step.Kind.DROP, step.which(), step.what()));
        }
        sequence.host.start();
        for (var step : steps.subList(before, steps.size())) {
            sequence.happen(step);
        }
        sequence.settle();
        var wrong = new ArrayList<>(sequence.host.takeWrong());
        sequence.compare(wrong);
        return wrong;
    }

    private void happen(Step step) throws IOException {
        int which = step.which();
        int what = step.what();
        switch (step.kind()) {
            case DROP, DROP_FOLDER, REWRITE, GROW, PART, REMOVE, RENAME, VANISH -> change(step);
            case FORBID -> {
                host.forbidden.add(Shipments.version(which));
                host.libraries.gateMoved();
            }
            case PERMIT -> {
                host.forbidden.clear();
                host.libraries.gateMoved();
            }
            case REGISTER ->
                    host.register(
                            Shipments.LIBRARIES.get(which % 2),
                            what % 2 == 0 ? "d" : "r",
                            what % 2 > 0);
            case TERMINATE -> terminate(which);
            case FIND -> run(which).filter(run -> run.library.isEmpty()).ifPresent(host::find);
            case EXIT -> run(which).ifPresent(run -> host.exit(run, what));
            case DELIVER -> {
                for (int i = 0; i <= what % 4; i++) {
                    host.deliver();
                }
            }
            case LOOK -> host.look();
            case PASS -> host.pass(TIMES[what % TIMES.length]);
        }
    }

    private void terminate(int which) {
        var workers = host.postmaster.snapshot(host.now).workers();
        if (!workers.isEmpty()) {
            var worker = workers.get(which % workers.size());
            terminated.add(worker.entry().libraryName() + " " + worker.entry().name());
            host.terminate(worker.id());
        }
    }

    private Optional<PuppetHost.Run> run(int which) {
        var runs = List.copyOf(host.runs.values());
        return runs.isEmpty() ? Optional.empty() : Optional.of(runs.get(which % runs.size()));
    }

    private void change(Step step) throws IOException {
        if (vanished && step.kind() != Step.Kind.VANISH) {
            return;
        }
        int which = step.which();
        int what = step.what();
        switch (step.kind()) {
            case DROP -> files.drop(NAMES.get(which % 3), Shipments.jar(what));
            case DROP_FOLDER -> files.dropFolder(NAMES.get(3 + which % 2), Shipments.folder(what));
            case REWRITE -> files.rewrite(NAMES.get(which % 3), Shipments.jar(what));
            case GROW -> files.grow(which);
            case PART -> files.rewrite("x.part", Shipments.jar(what));
            case REMOVE -> one(which).ifPresent(path -> tryTo(() -> files.remove(path)));
            case RENAME ->
                    one(which)
                            .ifPresent(path ->
                                    tryTo(() ->
                                            files.rename(
                                                    path,
                                                    Files.isDirectory(path)
                                                            ? NAMES.get(3 + what % 2)
                                                            : NAMES.get(what % 3))));
            case VANISH -> {
                vanished = !vanished;
                files.vanish(vanished);
            }
            default -> throw new IllegalArgumentException(step.toString());
        }
    }

    private Optional<Path> one(int which) throws IOException {
        var there = files.all();
        return there.isEmpty() ? Optional.empty() : Optional.of(there.get(which % there.size()));
    }

    @FunctionalInterface
    private interface Change {
        void make() throws IOException;
    }

    private static void tryTo(Change change) {
        try {
            change.make();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    /** Whoever is asked ends, all letters arrive, and time passes. */
    private void settle() throws IOException {
        files.vanish(false);
        for (int i = 0; i < 25; i++) {
            for (var run : List.copyOf(host.runs.values())) {
                if (run.asked) {
                    host.exit(run, 3);
                } else if (run.library.isEmpty()) {
                    host.find(run);
                }
            }
            while (host.deliver()) {
                // until all have arrived
            }
            host.look();
            host.pass(1_000_000_000);
        }
    }

    private void compare(List<String> wrong) throws IOException {
        var states = host.libraries.states(host.now);
        var comparison = new Comparison(host, terminated, all, states, files.all());
        comparison.findWrong(wrong);
        if (!wrong.isEmpty()) {
            wrong.add("directory " + comparison.contents());
            states.forEach(state -> wrong.add("state " + state));
            host.runs.values().forEach(run -> wrong.add("run " + run));
            wrong.add("forbidden " + host.forbidden + ", failed " + host.failed);
        }
        assertKnown(states, wrong);
    }

    private static void assertKnown(List<LibraryState> states, List<String> wrong) {
        for (var state : states) {
            if (state.word() == Word.SETTLING) {
                wrong.add("does not settle: " + state);
            }
        }
    }
}
