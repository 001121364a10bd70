package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.library.Gate;
import org.bgworker.host.library.Inspections;
import org.bgworker.host.library.Libraries;
import org.bgworker.host.library.Library;
import org.bgworker.host.postmaster.LibraryVersion;
import org.bgworker.host.postmaster.Order;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.setting.SettingTable;
import org.bgworker.host.unload.Sweep;

/** The libraries of the host without the rest of it: all that this benchmark knows of bgworker. */
final class Bgworker implements LibraryHost {
    private final Way way;
    private final Path data;
    private final List<LibraryVersion> versions = new ArrayList<>();
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
        var preloaded = made.preload(0);
        if (!preloaded.refused().isEmpty()) {
            throw new IllegalStateException(preloaded.refused().toString());
        }
        preloaded.libraries().forEach(one -> versions.add(one.version()));
        if (way == Way.ONE_BY_ONE) {
            for (var jar : Trial.jars(directory)) {
                var name = jar.getFileName().toString().replaceFirst("\\.jar$", "");
                versions.add(made.find(name, 1).id());
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
        var preload =
                new Assignment(
                        "shared_preload_libraries", way == Way.ONE_BY_ONE ? "" : "*", "here");
        var settings = new SettingTable(data.resolve("none.conf"), false, List.of(preload));
        settings.load();
        var sources =
                new Libraries.Sources(
                        Optional::empty,
                        Inspections.in(data),
                        _ -> new Gate.Permitted(List.of()));
        return new Libraries(directory, settings, sources, _ -> {});
    }

    /** As when all are removed and none of their workers runs. */
    @Override
    public void unload() {
        var loaded = libraries.orElseThrow();
        var leaving = new ArrayList<Library>();
        versions.forEach(one -> leaving.addAll(loaded.obey(new Order.Unload(one))));
        leaving.forEach(loaded::forget);
        Sweep.of(leaving.stream().map(Library::unloadable).toList(), Duration.ofSeconds(2));
        versions.clear();
        libraries = Optional.empty();
    }
}
