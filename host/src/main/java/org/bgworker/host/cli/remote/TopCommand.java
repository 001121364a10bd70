package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.report.ReportException;

/** Shows what workers use, as it changes. */
public final class TopCommand extends RemoteCommand {
    private final Supplier<Integer> seconds =
            grammar()
                    .value(
                            Integer.class,
                            option("-d", "--delay")
                                    .paramLabel("SECONDS")
                                    .defaultValue("2")
                                    .description("Between two looks (default: ${DEFAULT-VALUE})."));
    private final Supplier<Optional<Integer>> looks =
            grammar()
                    .optional(
                            Integer.class,
                            option("-n", "--count")
                                    .paramLabel("LOOKS")
                                    .description("Ends after so many."));

    /** For one line of words. */
    public TopCommand() {
        super(
                "Shows which workers use most, as it changes, until it is interrupted.",
                "Example: bgworker top -d 5");
    }

    /** A worker, and what its run has used since the look before. */
    private record Usage(Map<String, Object> worker, long processorMillis, long allocated) {}

    @Override
    int ask(HostClient host) throws ReportException, InterruptedException {
        var before = Map.<String, Map<String, Object>>of();
        for (int left = looks.get().orElse(-1); left != 0 && isRead(); left--) {
            var now = look(host);
            if (!before.isEmpty()) {
                again();
            }
            print(host, usages(now, before));
            before = now;
            if (left != 1) {
                TimeUnit.SECONDS.sleep(Math.max(1, seconds.get()));
            }
        }
        return Exit.DONE;
    }

    private static Map<String, Map<String, Object>> look(HostClient host) throws ReportException {
        var workers = new HashMap<String, Map<String, Object>>();
        Trees.maps(host.get("/v1/workers")).stream()
                .filter(one -> one.containsKey("processor_ms"))
                .forEach(one -> workers.put(Trees.text(one, "pid"), one));
        return workers;
    }

    private static List<Usage> usages(
            Map<String, Map<String, Object>> now, Map<String, Map<String, Object>> before) {
        return now.entrySet().stream()
                .map(one -> usage(one.getValue(), before.getOrDefault(one.getKey(), Map.of())))
                .sorted((a, b) -> Long.compare(b.processorMillis(), a.processorMillis()))
                .toList();
    }

    private static Usage usage(Map<String, Object> now, Map<String, Object> before) {
        return new Usage(
                now,
                Trees.number(now, "processor_ms") - Trees.number(before, "processor_ms"),
                Trees.number(now, "allocated_bytes") - Trees.number(before, "allocated_bytes"));
    }

    private void print(HostClient host, List<Usage> usages) throws ReportException {
        if (printed(usages.stream().map(Usage::worker).toList())) {
            return;
        }
        var status = Trees.map(host.get("/v1/status"));
        screen().line(
                        Trees.text(status, "state")
                                + ", "
                                + Trees.text(status, "workers")
                                + " workers, database "
                                + Trees.text(status, "database"));
        var table = new Table("PID", "NAME", "STATE", "CPU", "ALLOCATED", "WAIT", "DOING");
        usages.forEach(one ->
                table.row(
                        Trees.text(one.worker(), "pid"),
                        Trees.text(one.worker(), "name"),
                        Trees.text(one.worker(), "state"),
                        Words.time(one.processorMillis()),
                        Words.bytes(one.allocated()),
                        Trees.text(one.worker(), "wait_event"),
                        Words.doing(one.worker())));
        table.print(screen());
    }
}
