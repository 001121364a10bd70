package org.bgworker.host.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.setting.Assignment;
import org.bgworker.host.setting.SettingTable;

/**
 * What a host is started with.
 *
 * @param modules the directory of libraries
 * @param data the data directory; made if its parent exists
 * @param conf the settings file; {@code bgworker.conf} in the data directory if none is named, and
 *     then it need not exist
 * @param assignments values that come before those of the file
 */
public record HostOptions(
        Path modules, Path data, Optional<Path> conf, List<Assignment> assignments) {
    /** The settings file. */
    public Path settingsFile() {
        return conf.orElseGet(() -> data.resolve("bgworker.conf"));
    }

    /** The settings, not loaded yet. */
    public SettingTable settings() {
        return new SettingTable(settingsFile(), conf.isPresent(), assignments);
    }
}
