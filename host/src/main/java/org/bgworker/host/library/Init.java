package org.bgworker.host.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.bgworker.host.guard.Groups;
import org.bgworker.host.guard.Owner;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.CodeFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.Registrar;
import org.bgworker.spi.Settings;

/** Runs a library's init on a thread of its own, for a limited time. */
final class Init {
    private static final Groups GROUPS = new Groups("libraries");

    private final Library library;
    private final Registering registrar;
    private final FutureTask<List<BackgroundWorker>> task;
    private final Thread thread;

    private Init(Library library, boolean preloading, Settings settings) {
        this.library = library;
        this.registrar = new Registering(library.name(), preloading, settings);
        this.task = new FutureTask<>(this::init);
        var group = GROUPS.next(library.name());
        this.thread = new Thread(group, task, "init of " + library.name());
        thread.setDaemon(true);
        thread.setContextClassLoader(library.loader());
    }

    /** Begins, on a thread of its own. */
    static Init start(Library library, boolean preloading, Settings settings) {
        var init = new Init(library, preloading, settings);
        if (library.hasInit()) {
            init.thread.start();
        }
        return init;
    }

    /** Waits for what the library registers. */
    List<BackgroundWorker> workers(Duration limit) throws ReportException {
        if (!library.hasInit()) {
            return List.of();
        }
        try {
            return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw refused(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            var stack = stack(thread);
            thread.interrupt();
            throw new ReportException(
                    "could not load library \"%s\": init takes longer than %d ms"
                            .formatted(library.name(), limit.toMillis()),
                    "Its thread stands at:" + stack,
                    "If it needs the time, increase the configuration parameter \"library_init_timeout\".");
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new ReportException(
                    "could not load library \"%s\": interrupted".formatted(library.name()), "", "");
        }
    }

    private static String stack(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .limit(8)
                .map(frame -> "\nat " + frame)
                .collect(Collectors.joining());
    }

    private List<BackgroundWorker> init() throws Exception {
        new Owner(Owner.HOST.pid(), "init of " + library.name()).own();
        try {
            library.initializer().init(registrar);
        } catch (CodeFailure failure) {
            throw new ExecutionException(failure.thrown());
        } finally {
            registrar.close();
        }
        return registrar.workers();
    }

    private ReportException refused(Throwable thrown) {
        var real =
                thrown instanceof ExecutionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        var cause = ExitCause.of(real);
        var detail = new StringBuilder("%s.".formatted(cause.summary()));
        cause.stack().stream().limit(3).forEach(frame -> detail.append("\nat ").append(frame));
        for (var next = cause.cause(); next.isPresent(); next = next.orElseThrow().cause()) {
            detail.append("\nCaused by ").append(next.orElseThrow().summary());
        }
        return new ReportException(
                "could not load library \"%s\": its init failed".formatted(library.name()),
                detail.toString(),
                "");
    }

    /** Collects what one init registers. */
    private static final class Registering implements Registrar {
        private final String library;
        private final boolean preloading;
        private final Settings settings;
        private final List<BackgroundWorker> workers = new ArrayList<>();
        private boolean open = true;

        Registering(String library, boolean preloading, Settings settings) {
            this.library = library;
            this.preloading = preloading;
            this.settings = settings;
        }

        @Override
        public synchronized void register(BackgroundWorker worker) {
            if (!open) {
                throw new IllegalStateException(
                        "background worker \"%s\": init has returned; register it dynamically"
                                .formatted(worker.name()));
            }
            if (preloading) {
                workers.add(worker);
            } else {
                Log.write(
                        new Report(
                                Severity.LOG,
                                "background worker \"%s\": must be registered in \"shared_preload_libraries\""
                                        .formatted(worker.name()),
                                "Library \"%s\" was not loaded when the host started."
                                        .formatted(library),
                                "Name it in \"shared_preload_libraries\", or register the worker dynamically."));
            }
        }

        @Override
        public Settings settings() {
            return settings;
        }

        synchronized void close() {
            open = false;
        }

        synchronized List<BackgroundWorker> workers() {
            return List.copyOf(workers);
        }
    }
}
