package org.bgworker.host.audit;

import java.nio.file.Path;
import java.util.List;

/** Appends lines one by one, from several threads. */
final class AppendingProgram {
    private AppendingProgram() {}

    /** The data directory, how many threads, and how many lines of each. */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[2]);
        var threads = new Thread[Integer.parseInt(args[1])];
        for (int i = 0; i < threads.length; i++) {
            threads[i] = new Thread(() -> append(Path.of(args[0]), count));
            threads[i].start();
        }
        for (var thread : threads) {
            thread.join();
        }
    }

    private static void append(Path data, int count) {
        try {
            for (int i = 0; i < count; i++) {
                AuditList.in(data, AppendingProgram::fail).append(List.of(Lines.permit(Lines.A)));
            }
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private static void fail(org.bgworker.host.report.Report report) {
        // a line that is being written by the other may be seen half
        System.err.println(report);
    }
}
