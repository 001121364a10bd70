package org.bgworker.host.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bgworker.host.launch.Ticker;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.library.Library;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.spi.ExitCause;

/**
 * The thread that looks at the modules directory, loads, and unloads. All that is slow about
 * libraries happens here; the postmaster only hears of the result.
 */
final class Librarian implements Consumer<Order.OfLibrary> {
    /** Events come in storms; more looks than this show nothing new. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** And looks at a large directory take no more than this part of a processor. */
    private static final int REST = 4;

    private final Libraries libraries;
    private final Unloads unloads;
    private final BooleanSupplier gateMoved;
    private final Runnable afterLook;
    private final Ticker ticker;
    private final Duration pollInterval;
    private final BlockingQueue<Letter> mailbox = new LinkedBlockingQueue<>();
    private final DirectoryWatch watch;
    private long nextLook;
    private long lookAllowed = Long.MIN_VALUE;

    /** What the thread is told. */
    private sealed interface Letter {
        /** Something may have changed. */
        record LookAgain() implements Letter {}

        /** The postmaster wants something. */
        record Obey(Order.OfLibrary order) implements Letter {}

        /** The host has stopped. */
        record Stop() implements Letter {}
    }

    /**
     * Has not looked yet.
     *
     * @param unloads takes those that go
     * @param gateMoved whether other libraries may be permitted than when this was last asked
     * @param list whose change can move the gate
     * @param pollInterval between two looks if nothing is known to have changed
     * @param afterLook what follows each look
     */
    Librarian(
            Libraries libraries,
            Unloads unloads,
            BooleanSupplier gateMoved,
            Path list,
            Duration pollInterval,
            Runnable afterLook,
            Ticker ticker) {
        this.gateMoved = gateMoved;
        this.unloads = unloads;
        this.libraries = libraries;
        this.pollInterval = pollInterval;
        this.afterLook = afterLook;
        this.ticker = ticker;
        this.watch = new DirectoryWatch(list, () -> mailbox.add(new Letter.LookAgain()));
        this.nextLook = ticker.read();
    }

    void start() {
        watch.follow(libraries.directories());
        Thread.ofPlatform().daemon().name("librarian").start(this::run);
    }

    @Override
    public void accept(Order.OfLibrary order) {
        mailbox.add(new Letter.Obey(order));
    }

    void stop() {
        mailbox.add(new Letter.Stop());
    }

    private void run() {
        try (watch) {
            while (serveUnharmed(letters())) {
                // goes on
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether to go on; what went wrong at one look may go right at the next. */
    private boolean serveUnharmed(List<Letter> letters) {
        try {
            boolean goOn = serve(letters);
            if (goOn && nextLook <= ticker.read()) {
                look();
            }
            return goOn;
        } catch (RuntimeException | Error broken) {
            nextLook = ticker.after(pollInterval);
            Log.write(
                    new Report(
                            Severity.ERROR,
                            "could not look at the modules directory: "
                                    + ExitCause.of(broken).summary(),
                            String.valueOf(ExitCause.of(broken).stack()),
                            "The host tries again after \"library_poll_interval\"."));
            return true;
        }
    }

    /** Waits for a letter or the next look, and takes all letters that are there. */
    private List<Letter> letters() throws InterruptedException {
        long wait = Math.max(0, nextLook - ticker.read());
        var letters = new ArrayList<Letter>();
        var first = mailbox.poll(wait, TimeUnit.NANOSECONDS);
        if (first != null) {
            letters.add(first);
            mailbox.drainTo(letters);
        }
        return letters;
    }

    /** Whether to go on. */
    private boolean serve(List<Letter> letters) {
        var leaving = new ArrayList<Library>();
        for (var letter : letters) {
            switch (letter) {
                case Letter.LookAgain _ -> lookBy(lookAllowed);
                case Letter.Obey(var order) -> {
                    leaving.addAll(libraries.obey(order));
                    lookBy(lookAllowed);
                }
                case Letter.Stop _ -> {
                    return false;
                }
            }
        }
        unload(leaving);
        return true;
    }

    private void unload(List<Library> leaving) {
        if (!leaving.isEmpty()) {
            leaving.forEach(libraries::forget);
            unloads.take(leaving, ticker.read());
            lookBy(lookAllowed);
        }
    }

    private void lookBy(long time) {
        nextLook = Math.min(nextLook, Math.max(time, ticker.read()));
    }

    private void look() {
        long begin = ticker.read();
        if (gateMoved.getAsBoolean()) {
            libraries.gateMoved();
        }
        long due = libraries.look(begin);
        unload(libraries.takeFailed());
        long gone = unloads.look(ticker.read()).orElse(Long.MAX_VALUE);
        watch.follow(libraries.directories());
        afterLook.run();
        long end = ticker.read();
        lookAllowed =
                end
                        + Math.max(
                                BETWEEN_LOOKS.toNanos(),
                                REST * Math.min(end - begin, 1_000_000_000));
        nextLook = Math.min(Math.min(due, gone), end + pollInterval.toNanos());
    }
}
