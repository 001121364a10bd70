package org.bgworker.host.testing;

import java.io.BufferedReader;
import java.io.FileReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One run of a postmaster, with the log it and its children write to a named pipe.
 *
 * <p>The pipe ends only when the last of them is gone: the JDK's own pipes end with the postmaster.
 */
final class PostgresProcess {

    private static final int PATIENCE_SECONDS = 60;

    private final Queue<String> log = new ConcurrentLinkedQueue<>();
    private final CompletableFuture<Process> postmaster = new CompletableFuture<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Semaphore readiness = new Semaphore(0);
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    private PostgresProcess() {}

    /** Starts a postmaster on a thread that lives as long as it does, and waits for readiness. */
    static PostgresProcess start(ProcessBuilder builder, Path pipe) {
        var run = new PostgresProcess();
        Thread.ofPlatform().daemon().name("postgres").start(() -> run.follow(builder, pipe));
        run.ready.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return run;
    }

    boolean running() {
        return !ended.isDone();
    }

    long pid() {
        return postmaster.join().pid();
    }

    ProcessHandle handle() {
        return postmaster.join().toHandle();
    }

    List<String> log() {
        return List.copyOf(log);
    }

    void awaitEnd() {
        ended.copy().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Waits until it is ready once more often than it has been waited for. */
    void awaitReadyAgain() {
        try {
            if (!readiness.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not ready again:\n" + String.join("\n", log));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kills the postmaster and its children, as a crash of the machine would. */
    void kill() {
        Process parent = postmaster.join();
        var children = parent.descendants().toList();
        parent.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        awaitEnd();
    }

    private void follow(ProcessBuilder builder, Path pipe) {
        try (var reader = begin(builder, pipe)) {
            reader.lines().forEach(this::read);
        } catch (IOException e) {
            ready.completeExceptionally(e);
        } finally {
            ready.completeExceptionally(
                    new IllegalStateException("PostgreSQL ended:\n" + String.join("\n", log)));
            ended.complete(null);
        }
    }

    /** Opens the pipe both ways first, as opening one end alone waits for the other. */
    private BufferedReader begin(ProcessBuilder builder, Path pipe) throws IOException {
        try (var _ = new RandomAccessFile(pipe.toFile(), "rw")) {
            postmaster.complete(builder.redirectOutput(pipe.toFile()).start());
            return new BufferedReader(new FileReader(pipe.toFile(), StandardCharsets.UTF_8));
        }
    }

    private void read(String line) {
        log.add(line);
        if (line.contains("ready to accept")) {
            if (!ready.complete(null)) {
                readiness.release();
            }
        }
    }
}
