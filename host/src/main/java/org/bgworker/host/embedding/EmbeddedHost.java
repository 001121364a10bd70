package org.bgworker.host.embedding;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bgworker.host.postmaster.ShutdownMode;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.server.Host;
import org.bgworker.host.server.HostOptions;
import org.bgworker.host.setting.Assignment;
import org.bgworker.spi.WorkerStatus.State;

/** A running host. From any thread. */
public final class EmbeddedHost implements AutoCloseable {
    private final Host host;

    private EmbeddedHost(Host host) {
        this.host = host;
    }

    /** Begins to say which host. */
    public static Builder builder() {
        return new Builder();
    }

    /** Which host to start; what is not said is as with {@code bgworker run}. */
    public static final class Builder {
        private Path modules = Path.of("modules-out");
        private Path data = Path.of("data");
        private Optional<Path> conf = Optional.empty();
        private final List<Assignment> assignments = new ArrayList<>();

        private Builder() {}

        /** The directory of libraries. */
        public Builder modules(Path directory) {
            modules = directory;
            return this;
        }

        /** The data directory; made if its parent exists. One host at a time can have it. */
        public Builder data(Path directory) {
            data = directory;
            return this;
        }

        /** The settings file, which must exist. */
        public Builder conf(Path file) {
            conf = Optional.of(file);
            return this;
        }

        /** A setting, written as in the file, before which it comes. */
        public Builder setting(String name, String value) {
            assignments.add(
                    new Assignment(name.toLowerCase(Locale.ROOT), value, "in the application"));
            return this;
        }

        /**
         * Starts it: preloads its libraries, and returns while their workers start.
         *
         * @throws HostRefusedException if it cannot or must not start
         */
        public EmbeddedHost start() throws HostRefusedException {
            try {
                return new EmbeddedHost(
                        Host.start(new HostOptions(modules, data, conf, List.copyOf(assignments))));
            } catch (ReportException refused) {
                throw new HostRefusedException(refused.report());
            }
        }
    }

    /** Begins a session. */
    public HostConnection connect() {
        return new HostConnection(host.connect());
    }

    /** Every worker, the host's own included, connected or not, by slot. */
    public List<RegisteredWorker> workers() {
        return host.snapshot().join().workers().stream()
                .map(one ->
                        new RegisteredWorker(
                                one.entry(), one.status(), one.starts(), one.failures()))
                .toList();
    }

    /** What the database is like. */
    public HostDatabase database() {
        var condition = host.snapshot().join().database();
        return new HostDatabase(condition.state(), condition.kind().word(), condition.reason());
    }

    /** Every library in the modules directory or still in memory, by the name of its entry. */
    public List<DroppedLibrary> libraries() {
        return host.libraries().stream()
                .map(one ->
                        new DroppedLibrary(
                                one.name(),
                                one.version(),
                                one.entry(),
                                DroppedLibrary.State.valueOf(one.word().name()),
                                one.reason()))
                .toList();
    }

    /**
     * Has workers started again that have {@linkplain State#FAILED failed} too often, as if they
     * had never failed.
     *
     * @param name of the workers
     * @return how many there were
     */
    public int resetFailed(String name) {
        var failed =
                host.snapshot().join().workers().stream()
                        .filter(one -> one.entry().name().equals(name))
                        .filter(one -> one.status().state() == State.FAILED)
                        .map(Snapshot.Worker::id)
                        .toList();
        failed.forEach(host::reset);
        return failed.size();
    }

    /** Reads the settings again and tells all workers (R122). */
    public void reload() {
        var _ = host.reload();
    }

    /** Begins to stop; returns at once. */
    public void stop(StopMode mode) {
        host.shutdown(
                switch (mode) {
                    case SMART -> ShutdownMode.SMART;
                    case FAST -> ShutdownMode.FAST;
                    case IMMEDIATE -> ShutdownMode.IMMEDIATE;
                });
    }

    /** Done when the host has stopped; the number of workers that it had to leave running. */
    public CompletableFuture<Integer> stopped() {
        return host.stopped().copy();
    }

    /** Stops it {@linkplain StopMode#FAST fast}, and waits until it has stopped. */
    @Override
    public void close() {
        stop(StopMode.FAST);
        stopped().join();
    }
}
