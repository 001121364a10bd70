package org.bgworker.host.admin;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.management.Attribute;
import javax.management.AttributeList;
import javax.management.AttributeNotFoundException;
import javax.management.DynamicMBean;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.ObjectName;
import org.bgworker.host.journal.Figures.Counter;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.server.Host;
import org.bgworker.host.setting.HostSettings;

/**
 * Shows a host by JMX, for those who look, not for those who change. A bean that says itself what
 * it has: an interface would have to be exported to everybody.
 */
final class HostBean implements DynamicMBean {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Map<String, Supplier<Object>> attributes = new LinkedHashMap<>();

    private HostBean(Host host) {
        attributes.put("State", () -> WorkerTrees.word(host.snapshot().join().state()));
        attributes.put("Database", () -> host.snapshot().join().database().kind().word());
        attributes.put("Slots", () -> host.settings().getInt(HostSettings.MAX_WORKER_PROCESSES));
        attributes.put("SlotsUsed", () -> used(host));
        for (var counter : Counter.values()) {
            attributes.put(name(counter), () -> host.journal().figures().get(counter));
        }
    }

    private static int used(Host host) {
        return (int) host.snapshot().join().workers().stream().filter(one -> !one.own()).count();
    }

    /** As beans have it: {@code GivenUp}. */
    private static String name(Counter counter) {
        var name = new StringBuilder();
        for (var word : counter.name().split("_", -1)) {
            name.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return name.toString();
    }

    /**
     * Registers it a moment later: the JVM's own beans, which come up with it, take as long as the
     * start of a host, and nobody looks so soon.
     *
     * @param data tells hosts of one process apart
     */
    static void registerLater(Host host, Path data) {
        Thread.ofPlatform()
                .daemon()
                .name("beans")
                .start(() -> {
                    try {
                        host.stopped().get(MOMENT.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (TimeoutException stillRuns) {
                        register(host, data);
                    } catch (ExecutionException | InterruptedException end) {
                        // then there is nothing to show
                    }
                });
    }

    private static void register(Host host, Path data) {
        try {
            var name = "org.bgworker:type=Host,data=" + ObjectName.quote(data.toString());
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new HostBean(host), new ObjectName(name));
        } catch (JMException failed) {
            Log.write(Report.of(Severity.WARNING, "could not register the host's bean: " + failed));
        }
    }

    @Override
    public Object getAttribute(String name) throws AttributeNotFoundException {
        var attribute = attributes.get(name);
        if (attribute == null) {
            throw new AttributeNotFoundException(name);
        }
        return attribute.get();
    }

    @Override
    public AttributeList getAttributes(String[] names) {
        var found = new AttributeList();
        for (var name : names) {
            var attribute = attributes.get(name);
            if (attribute != null) {
                found.add(new Attribute(name, attribute.get()));
            }
        }
        return found;
    }

    @Override
    public void setAttribute(Attribute attribute) throws AttributeNotFoundException {
        throw new AttributeNotFoundException("nothing can be set here");
    }

    @Override
    public AttributeList setAttributes(AttributeList list) {
        return new AttributeList();
    }

    @Override
    public Object invoke(String action, Object[] arguments, String[] types) {
        throw new UnsupportedOperationException("nothing can be done here");
    }

    @Override
    public MBeanInfo getMBeanInfo() {
        var all =
                attributes.entrySet().stream()
                        .map(one ->
                                new MBeanAttributeInfo(
                                        one.getKey(),
                                        one.getValue().get().getClass().getName(),
                                        one.getKey(),
                                        true,
                                        false,
                                        false))
                        .toArray(MBeanAttributeInfo[]::new);
        return new MBeanInfo(
                HostBean.class.getName(), "A host of background workers", all, null, null, null);
    }
}
