package org.bgworker.host.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

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

    /** A data directory in another one, made for its owner alone as a host makes it. */
    public static Path data(Path in) throws IOException {
        var owners = PosixFilePermissions.fromString("rwx------");
        return Files.createDirectory(
                in.resolve("data"), PosixFilePermissions.asFileAttribute(owners));
    }

    /** The {@code java} that runs the tests. */
    public static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
