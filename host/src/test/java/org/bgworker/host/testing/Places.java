package org.bgworker.host.testing;

import java.nio.file.Path;

/** Where the build has put what the integration tests run. */
public final class Places {
    private Places() {}

    /** The distribution: {@code lib} and {@code drivers}. */
    public static Path distribution() {
        return Path.of(System.getProperty("bgworker.distribution", "target/bgworker"))
                .toAbsolutePath();
    }

    /** The directory of the sample libraries. */
    public static Path samples() {
        return Path.of(System.getProperty("bgworker.modules", "../modules-out")).toAbsolutePath();
    }

    /** The {@code java} that runs the tests. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
