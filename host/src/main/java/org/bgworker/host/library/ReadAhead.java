package org.bgworker.host.library;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.bgworker.host.report.ReportException;

/**
 * Reads and inspects the entries of a directory on another thread, a batch ahead of the thread that
 * takes them. In batches, because a handover costs as much as reading a small jar, and setting up
 * an inspection more than that; a batch holds a limited number of bytes.
 */
final class ReadAhead {
    private static final int MOST = 32;
    private static final long MOST_BYTES = 4 << 20;

    private final Loading loading;

    ReadAhead(Loading loading) {
        this.loading = loading;
    }

    /** What came of an entry. */
    sealed interface Result {
        /** The entry. */
        Path path();

        /** As it was when the directory was listed. */
        Stamp stamp();
    }

    /** It is a library. */
    record Good(Path path, Stamp stamp, Candidate candidate) implements Result {}

    /** It is none. */
    record Bad(Path path, Stamp stamp, ReportException why) implements Result {}

    /** Hands over what is read, in the order of the listing, on the calling thread. */
    void each(Map<Path, Stamp> listing, Consumer<Result> taker) {
        var ahead = CompletableFuture.completedFuture(List.<Result>of());
        for (var handful : handfuls(listing)) {
            var next = CompletableFuture.supplyAsync(() -> read(handful), this::onThread);
            ahead.join().forEach(taker);
            ahead = next;
        }
        ahead.join().forEach(taker);
    }

    private void onThread(Runnable reading) {
        Thread.ofPlatform().daemon().name("read ahead").start(reading);
    }

    private List<Result> read(List<Map.Entry<Path, Stamp>> handful) {
        var results = new ArrayList<Result>();
        var candidates = new ArrayList<Candidate>();
        for (var one : handful) {
            try {
                var candidate = loading.read(one.getKey());
                candidates.add(candidate);
                results.add(new Good(one.getKey(), one.getValue(), candidate));
            } catch (ReportException bad) {
                results.add(new Bad(one.getKey(), one.getValue(), bad));
            }
        }
        loading.inspectAhead(candidates);
        return results;
    }

    private static List<List<Map.Entry<Path, Stamp>>> handfuls(Map<Path, Stamp> listing) {
        var handfuls = new ArrayList<List<Map.Entry<Path, Stamp>>>();
        var handful = new ArrayList<Map.Entry<Path, Stamp>>();
        long bytes = 0;
        for (var one : listing.entrySet()) {
            bytes += one.getValue().files().stream().mapToLong(Stamp.OfFile::size).sum();
            handful.add(one);
            if (handful.size() == MOST || bytes > MOST_BYTES) {
                handfuls.add(handful);
                handful = new ArrayList<>();
                bytes = 0;
            }
        }
        handfuls.add(handful);
        return handfuls;
    }
}
