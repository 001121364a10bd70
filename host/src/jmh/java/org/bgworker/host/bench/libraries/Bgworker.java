package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.library.Inspections;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.SettingTable;

/** The libraries of the host without the rest of it: all that this benchmark knows of bgworker. */
final class Bgworker implements LibraryHost {
    private final Way way;
    private final Path data;
    private Optional<Libraries> libraries = Optional.empty();

    /** How libraries come in. */
    enum Way {
        /** All at once, as at a start that finds nothing new. */
        KNOWN,
        /** All at once, and all new. */
        UNKNOWN,
        /** By name, each when the one before is loaded; all are known. */
        ONE_BY_ONE
    }

    Bgworker(Way way, Path data) {
        this.way = way;
        this.data = data;
    }

    @Override
    public void load(Path directory) throws IOException, ReportException {
        var made = open(directory);
        libraries = Optional.of(made);
        if (way == Way.ONE_BY_ONE) {
            for (var jar : Trial.jars(directory)) {
                var _ = made.library(jar.getFileName().toString().replaceFirst("\\.jar$", ""));
            }
        } else {
            var refused = made.preloadAll().refused();
            if (!refused.isEmpty()) {
                throw new IllegalStateException(refused.toString());
            }
        }
    }

    private Libraries open(Path directory) throws IOException {
        var remembered = data.resolve("inspections");
        if (way == Way.UNKNOWN) {
            Files.deleteIfExists(remembered);
        } else if (!Files.exists(remembered)) {
            throw new IllegalStateException("nothing is known");
        }
        var settings = new SettingTable(data.resolve("none.conf"), false, List.of());
        settings.load();
        return new Libraries(directory, settings, Optional::empty, Inspections.in(data));
    }

    /** Drops what is loaded; the collector does the rest. */
    @Override
    public void unload() {
        if (libraries.isEmpty()) {
            throw new IllegalStateException("nothing is loaded");
        }
        libraries = Optional.empty();
    }
}
