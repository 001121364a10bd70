package org.bgworker.host.admin;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.journal.Figures;
import org.bgworker.host.journal.Figures.Counter;
import org.bgworker.host.journal.Spread;
import org.bgworker.host.postmaster.ServerState;
import org.bgworker.host.server.Host;
import org.bgworker.host.setting.HostSettings;

/** What Prometheus reads. Counted as it happens; all else is looked at when somebody asks. */
final class Metrics {
    private final Host host;

    Metrics(Host host) {
        this.host = host;
    }

    Route route() {
        return Route.get(
                "/metrics", _ -> new Reply.Text(PrometheusTextFormatWriter.CONTENT_TYPE, text()));
    }

    private String text() {
        var out = new ByteArrayOutputStream();
        try {
            PrometheusTextFormatWriter.create().write(out, all());
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private MetricSnapshots all() {
        var snapshot = host.snapshot().join();
        var figures = host.journal().figures();
        var workers = snapshot.workers().stream().filter(one -> !one.own()).toList();
        var all = new ArrayList<MetricSnapshot>();
        all.add(
                gauges(
                        "bgworker_server_state",
                        "Whether the server is in a state.",
                        Stream.of(ServerState.values())
                                .map(state ->
                                        gauge(
                                                state == snapshot.state() ? 1 : 0,
                                                "state",
                                                WorkerTrees.word(state)))));
        all.add(
                gauges(
                        "bgworker_workers",
                        "Registered workers.",
                        counted(
                                workers,
                                one ->
                                        Labels.of(
                                                "state",
                                                WorkerTrees.word(one.status().state()),
                                                "type",
                                                one.entry().type()))));
        all.add(
                gauges(
                        "bgworker_workers_ready",
                        "Workers that are ready.",
                        Stream.of(
                                gauge(
                                        (double)
                                                workers.stream()
                                                        .filter(one -> one.ready())
                                                        .count()))));
        all.add(
                gauges(
                        "bgworker_slots_used",
                        "Worker slots in use.",
                        Stream.of(gauge(workers.size()))));
        all.add(
                gauges(
                        "bgworker_slots",
                        "Worker slots (max_worker_processes).",
                        Stream.of(
                                gauge(host.settings().getInt(HostSettings.MAX_WORKER_PROCESSES)))));
        all.add(
                gauges(
                        "bgworker_libraries",
                        "Libraries.",
                        counted(
                                host.libraries(),
                                one -> Labels.of("state", one.word().toString()))));
        all.add(
                gauges(
                        "bgworker_shared_memory_bytes",
                        "Shared memory, by segment.",
                        host.sharedMemory().entrySet().stream()
                                .map(one ->
                                        gauge((double) one.getValue(), "segment", one.getKey()))));
        all.add(
                counter(
                        "bgworker_registrations",
                        "Workers registered.",
                        figures,
                        Counter.REGISTRATIONS));
        all.add(counter("bgworker_starts", "Runs begun.", figures, Counter.STARTS));
        all.add(counter("bgworker_restarts", "Restarts planned.", figures, Counter.RESTARTS));
        all.add(
                counter(
                        "bgworker_given_up",
                        "Workers that have failed too often.",
                        figures,
                        Counter.GIVEN_UP));
        all.add(exits(figures));
        all.add(
                histogram(
                        "bgworker_start_seconds",
                        "From the start of a run until it is ready.",
                        figures.startTimes()));
        all.add(
                histogram(
                        "bgworker_postmaster_turn_seconds",
                        "A turn of the postmaster.",
                        figures.turnTimes()));
        return new MetricSnapshots(all);
    }

    private static <T> Stream<GaugeDataPointSnapshot> counted(
            List<T> things, Function<T, Labels> labels) {
        return things.stream()
                .collect(Collectors.groupingBy(labels, Collectors.counting()))
                .entrySet()
                .stream()
                .map(one ->
                        new GaugeDataPointSnapshot((double) one.getValue(), one.getKey(), null));
    }

    private static GaugeDataPointSnapshot gauge(double value, String... labels) {
        return GaugeDataPointSnapshot.builder().value(value).labels(Labels.of(labels)).build();
    }

    private static GaugeSnapshot gauges(
            String name, String help, Stream<GaugeDataPointSnapshot> points) {
        var gauges = GaugeSnapshot.builder().name(name).help(help);
        points.forEach(gauges::dataPoint);
        return gauges.build();
    }

    private static CounterSnapshot counter(
            String name, String help, Figures figures, Counter counter) {
        return CounterSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(figures, counter, Labels.EMPTY))
                .build();
    }

    private static CounterSnapshot exits(Figures figures) {
        var exits = CounterSnapshot.builder().name("bgworker_exits").help("Runs ended, by kind.");
        Map.of(
                        Counter.RETURNED,
                        "returned",
                        Counter.TERMINATED,
                        "terminated",
                        Counter.THREW,
                        "threw",
                        Counter.CRASHED,
                        "crashed")
                .forEach((counter, kind) ->
                        exits.dataPoint(point(figures, counter, Labels.of("kind", kind))));
        return exits.build();
    }

    private static CounterDataPointSnapshot point(Figures figures, Counter counter, Labels labels) {
        return CounterDataPointSnapshot.builder()
                .value((double) figures.get(counter))
                .labels(labels)
                .build();
    }

    private static HistogramSnapshot histogram(String name, String help, Spread spread) {
        var buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < spread.ranges(); i++) {
            buckets.bucket(spread.bound(i), spread.count(i));
        }
        return HistogramSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(
                        HistogramDataPointSnapshot.builder()
                                .classicHistogramBuckets(buckets.build())
                                .sum(spread.sum())
                                .build())
                .build();
    }
}
