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
                            "The launcher names one, made for one JDK and the jars of one folder. It is missing, or made for others.",
                            "It is made by: mvn package."));
        }
    }

    /** A JVM that is given a cache shares that with others, or nothing; else what comes with it. */
    private static boolean used() {
        return System.getProperty("java.vm.info", "").contains("sharing")
                && ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .anyMatch(option -> option.startsWith("-XX:AOTCache="));
    }
}
