package org.bgworker.host.admin;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;
import org.bgworker.host.journal.Figures.Counter;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Snapshot;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.server.Host;
import org.bgworker.host.setting.HostSettings;

/** Shows a host by JMX. */
final class HostBean implements HostMXBean {
    private final Host host;

    private HostBean(Host host) {
        this.host = host;
    }

    /**
     * Registers it, beside everything else: the JVM's own beans take a while to come up.
     *
     * @param data tells hosts of one process apart
     */
    static void register(Host host, Path data) {
        Thread.ofPlatform()
                .daemon()
                .name("beans")
                .start(() -> {
                    try {
                        ManagementFactory.getPlatformMBeanServer()
                                .registerMBean(new HostBean(host), name(data));
                    } catch (JMException failed) {
                        Log.write(
                                Report.of(
                                        Severity.WARNING,
                                        "could not register the host's bean: " + failed));
                    }
                });
    }

    private static ObjectName name(Path data) throws JMException {
        return new ObjectName(
                "org.bgworker:type=Host,data="
                        + ObjectName.quote(data.toAbsolutePath().toString()));
    }

    private Snapshot snapshot() {
        return host.snapshot().join();
    }

    private List<Snapshot.Worker> workers() {
        return snapshot().workers().stream().filter(one -> !one.own()).toList();
    }

    @Override
    public String getState() {
        return WorkerTrees.word(snapshot().state());
    }

    @Override
    public String getDatabase() {
        return snapshot().database().kind().word();
    }

    @Override
    public int getSlotsUsed() {
        return workers().size();
    }

    @Override
    public int getSlots() {
        return host.settings().getInt(HostSettings.MAX_WORKER_PROCESSES);
    }

    @Override
    public Map<String, Long> getWorkers() {
        return counted(workers(), one -> WorkerTrees.word(one.status().state()));
    }

    @Override
    public Map<String, Long> getCounts() {
        var counts = new TreeMap<String, Long>();
        for (var counter : Counter.values()) {
            counts.put(
                    counter.name().toLowerCase(Locale.ROOT), host.journal().figures().get(counter));
        }
        return counts;
    }

    @Override
    public Map<String, Long> getLibraries() {
        return counted(host.libraries(), one -> one.word().toString());
    }

    private static <T> Map<String, Long> counted(List<T> things, Function<T, String> by) {
        return things.stream().collect(Collectors.groupingBy(by, Collectors.counting()));
    }
}
