package org.bgworker.host.library;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;
import org.bgworker.spi.WorkerMain;

/** The spi that this host has. */
final class Spi {
    private Spi() {}

    /** Its version, empty where the host runs without modules. */
    static String version() {
        return Optional.ofNullable(WorkerMain.class.getModule().getDescriptor())
                .flatMap(ModuleDescriptor::rawVersion)
                .orElse("");
    }
}
