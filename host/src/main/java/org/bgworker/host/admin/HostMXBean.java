package org.bgworker.host.admin;

import java.util.Map;

/** The host as JMX shows it: for those who look, not for those who change. */
public interface HostMXBean {
    /** The state of the server. */
    String getState();

    /** The condition of the database. */
    String getDatabase();

    /** How many worker slots are in use. */
    int getSlotsUsed();

    /** How many worker slots there are. */
    int getSlots();

    /** How many workers are in each state. */
    Map<String, Long> getWorkers();

    /** How often something has happened since the start, by name. */
    Map<String, Long> getCounts();

    /** How many libraries are in each state. */
    Map<String, Long> getLibraries();
}
