package org.bgworker.host.cli.remote;

import java.util.Map;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Waits for workers, by one question after the other: each is answered after a while at most. */
final class Waiting {
    private Waiting() {}

    /** Until a worker has ended; its last answer. */
    static Map<String, Object> forEnd(HostClient host, String handle) throws ReportException {
        return until(host, handle, "stopped", "started");
    }

    /** Until a worker has been started, or never will be; its last answer. */
    static Map<String, Object> forStart(HostClient host, String handle) throws ReportException {
        return until(host, handle, "started", "not_yet_started");
    }

    private static Map<String, Object> until(
            HostClient host, String handle, String wanted, String before) throws ReportException {
        Map<String, Object> answer;
        do {
            answer = Trees.map(host.get("/v1/workers/%s/wait?until=%s".formatted(handle, wanted)));
        } while (Trees.text(answer, "status").equals(before));
        return answer;
    }
}
