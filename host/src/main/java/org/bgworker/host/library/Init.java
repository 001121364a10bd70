package org.bgworker.host.library;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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

/** Runs a library's init on a thread that is not the caller's, for a limited time. */
final class Init {
    private final Library library;
    private final InitThread on;
    private final Registering registrar;
    private final Future<List<BackgroundWorker>> workers;
    private volatile Optional<Thread> thread = Optional.empty();

    /** Begins; a library without an init is through at once. */
    Init(Library library, boolean preloading, Settings settings, InitThread on) {
        this.library = library;
        this.on = on;
        this.registrar = new Registering(library.name(), preloading, settings);
        this.workers =
                library.hasInit()
                        ? on.begin(this::init)
                        : CompletableFuture.completedFuture(List.of());
    }

    /** Waits for what the library registers. */
    List<BackgroundWorker> workers(Duration limit) throws ReportException {
        try {
            return workers.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw refused(failed.getCause() == null ? failed : failed.getCause());
        } catch (TimeoutException late) {
            var stack = thread.map(Init::stack).orElse("");
            on.giveUp();
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
        var runs = Thread.currentThread();
        thread = Optional.of(runs);
        runs.setName("init of " + library.name());
        runs.setContextClassLoader(library.loader());
        new Owner(Owner.HOST.pid(), runs.getName()).own();
        try {
            library.initializer().init(registrar);
        } catch (CodeFailure failure) {
            throw new ExecutionException(failure.thrown());
        } finally {
            registrar.close();
            runs.setContextClassLoader(null);
            Owner.HOST.own();
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
