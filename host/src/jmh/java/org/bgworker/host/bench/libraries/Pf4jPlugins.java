package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pf4j.DefaultPluginManager;
import org.pf4j.PluginManager;

/** PF4J as its documentation shows it. */
final class Pf4jPlugins implements LibraryHost {
    private final boolean oneByOne;
    private Optional<PluginManager> manager = Optional.empty();

    Pf4jPlugins(boolean oneByOne) {
        this.oneByOne = oneByOne;
    }

    @Override
    public void load(Path directory) throws IOException {
        var plugins = manager.orElseGet(() -> new DefaultPluginManager(directory));
        manager = Optional.of(plugins);
        if (oneByOne) {
            for (var jar : Trial.jars(directory)) {
                plugins.startPlugin(plugins.loadPlugin(jar));
            }
        } else {
            plugins.loadPlugins();
            plugins.startPlugins();
        }
    }

    /** Not first {@code stopPlugins()}, which fails after the first: 3.15 changes what it walks. */
    @Override
    public void unload() {
        manager.orElseThrow().unloadPlugins();
    }
}
