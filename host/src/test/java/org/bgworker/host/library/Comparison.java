package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bgworker.host.library.LibraryState.Word;
import org.bgworker.host.report.ReportException;

/** Compares what is loaded and runs with what lies in the directory and is permitted. */
final class Comparison {
    private final PuppetHost host;
    private final Set<String> terminated;
    private final boolean all;
    private final List<LibraryState> states;
    private final Map<Path, String> contents = new TreeMap<>();

    /**
     * Reads the directory.
     *
     * @param terminated workers that somebody has ended
     * @param all whether all libraries are preloaded, or only the first
     */
    Comparison(
            PuppetHost host,
            Set<String> terminated,
            boolean all,
            List<LibraryState> states,
            List<Path> entries) {
        this.host = host;
        this.terminated = terminated;
        this.all = all;
        this.states = states;
        for (var entry : entries) {
            if (!entry.toString().endsWith(".part")) {
                contents.put(entry, content(entry));
            }
        }
    }

    private static String content(Path entry) {
        try {
            var candidate = Candidate.read(entry, Candidate.USUAL_MAX_SIZE);
            return candidate.name() + " " + candidate.root().rawVersion().orElse("");
        } catch (ReportException bad) {
            return "bad";
        }
    }

    Map<Path, String> contents() {
        return contents;
    }

    private boolean good(String content) {
        return !content.equals("bad")
                && Shipments.good(content)
                && !host.forbidden.contains(content);
    }

    void findWrong(List<String> wrong) {
        for (var library : Shipments.LIBRARIES) {
            var loaded = states(library, Word.LOADED);
            if (loaded.size() > 1) {
                wrong.add("loaded twice: " + loaded);
            }
            boolean wanted = contents.values().stream().anyMatch(one -> isGood(one, library));
            boolean preloaded = all || library.equals("p");
            if (wanted && loaded.isEmpty() && preloaded) {
                wrong.add("not loaded: " + library);
            }
            loaded.forEach(one -> checkLoaded(one, wrong));
            checkWorkers(library, loaded.stream().findFirst(), preloaded, wrong);
            checkDraining(library, wrong);
        }
    }

    private boolean isGood(String content, String library) {
        return content.startsWith(library + " ") && good(content);
    }

    private List<LibraryState> states(String library, Word word) {
        return states.stream()
                .filter(one -> one.name().equals(library) && one.word() == word)
                .toList();
    }

    private static String content(LibraryState state) {
        return state.name() + " " + state.version();
    }

    /** The version before a bad one goes on, as long as the bad one is there. */
    private void checkLoaded(LibraryState loaded, List<String> wrong) {
        var there = contents.getOrDefault(loaded.entry(), "nothing");
        boolean goesOn = !there.equals("nothing") && (!good(there) || host.failed.contains(there));
        if (!there.equals(content(loaded)) && !goesOn) {
            wrong.add("loaded and not there: " + loaded);
        }
        if (host.forbidden.contains(content(loaded))) {
            wrong.add("loaded and forbidden: " + loaded);
        }
    }

    private void checkWorkers(
            String library, Optional<LibraryState> loaded, boolean preloaded, List<String> wrong) {
        var current = loaded.map(Comparison::content).orElse("none");
        var running = new HashSet<String>();
        for (var run : host.runs.values()) {
            if (run.worker.libraryName().equals(library)) {
                running.add(run.worker.name());
                var runs = run.library.map(one -> one.name() + " " + one.version()).orElse("?");
                if (PuppetHost.isStatic(run) && !runs.equals(current)) {
                    wrong.add("runs another version than %s: %s".formatted(current, run));
                }
                if (loaded.isEmpty() && run.library.isPresent()) {
                    wrong.add("runs although its library is gone: " + run);
                }
            }
        }
        if (preloaded) {
            checkAllRun(library, Shipments.workers(current), running, wrong);
        }
    }

    private void checkAllRun(
            String library, List<String> registered, Set<String> running, List<String> wrong) {
        for (var name : registered) {
            if (!running.contains(name) && !terminated.contains(library + " " + name)) {
                wrong.add("does not run: %s of %s".formatted(name, library));
            }
        }
        for (var name : running) {
            if (name.startsWith("w") && !registered.contains(name)) {
                wrong.add("runs unregistered: %s of %s".formatted(name, library));
            }
        }
    }

    /** Every version that is neither current nor in use was released. */
    private void checkDraining(String library, List<String> wrong) {
        var used =
                host.runs.values().stream()
                        .flatMap(run -> run.library.stream())
                        .filter(one -> one.name().equals(library) && !isCurrent(one))
                        .collect(Collectors.toSet());
        var draining = states(library, Word.DRAINING);
        if (draining.size() != used.size()) {
            wrong.add("held: %s, but used are %d".formatted(draining, used.size()));
        }
    }

    private boolean isCurrent(Library library) {
        try {
            return !states(library.name(), Word.LOADED).isEmpty()
                    && host.libraries.find(library.name(), 0) == library;
        } catch (ReportException gone) {
            return false;
        }
    }
}
