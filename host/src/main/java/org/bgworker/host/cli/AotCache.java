package org.bgworker.host.cli;

import java.lang.management.ManagementFactory;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/** The JDK's cache of what a start needs. The JVM does without one that it cannot use. */
final class AotCache {
    private AotCache() {}

    /** Says whether this process does without. Looks only if somebody listens. */
    static void tell() {
        if (Log.writes(Severity.DEBUG1) && !used()) {
            Log.write(
                    new Report(
                            Severity.DEBUG1,
                            "started without an AOT cache, which takes longer",
                            "No cache was named, or the one that was is missing or was made for another JDK or other jars.",
                            "The launcher names the cache that mvn package makes."));
        }
    }

    /**
     * A JVM that was given a cache either uses it or shares no classes at all; one that was given
     * none shares those of the JDK.
     */
    private static boolean used() {
        return System.getProperty("java.vm.info", "").contains("sharing")
                && ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .anyMatch(option -> option.startsWith("-XX:AOTCache="));
    }
}
