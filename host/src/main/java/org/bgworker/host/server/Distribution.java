package org.bgworker.host.server;

import java.nio.file.Path;

/** What lies beside the folder of the host's own jar. */
final class Distribution {
    private Distribution() {}

    /** A folder of it, which need not exist. */
    static Path folder(String name) {
        var jar = Path.of(Host.class.getProtectionDomain().getCodeSource().getLocation().getPath());
        return jar.resolveSibling("../" + name).normalize();
    }
}
