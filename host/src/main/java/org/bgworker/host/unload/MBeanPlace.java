package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** MBeans in the MBean servers that there are; makes none. */
final class MBeanPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        var found = new ArrayList<Found>();
        for (var server : MBeanServerFactory.findMBeanServer(null)) {
            for (var name : server.queryNames(null, null)) {
                owner(batch, server, name)
                        .ifPresent(library -> found.add(found(library, server, name)));
            }
        }
        return found;
    }

    private static Optional<Unloadable> owner(Batch batch, MBeanServer server, ObjectName name) {
        try {
            return batch.owner(server.getClassLoaderFor(name));
        } catch (InstanceNotFoundException gone) {
            return Optional.empty();
        }
    }

    private static Found found(Unloadable library, MBeanServer server, ObjectName name) {
        return new Found(
                library,
                "MBean %s is registered".formatted(name),
                "unregistered MBean " + name,
                () -> server.unregisterMBean(name));
    }
}
