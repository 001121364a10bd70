package org.bgworker.host.database;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.bgworker.host.report.ReportException;

/** The JDBC drivers of one folder, in a layer of their own. */
public final class Drivers {
    private final ModuleLayer layer;
    private final List<Driver> drivers;

    private Drivers(ModuleLayer layer, List<Driver> drivers) {
        this.layer = layer;
        this.drivers = drivers;
    }

    /** Loads and initialises the drivers of a folder. */
    public static Drivers load(Path folder) throws ReportException {
        try {
            var finder = ModuleFinder.of(folder);
            var names =
                    finder.findAll().stream()
                            .map(ModuleReference::descriptor)
                            .map(java.lang.module.ModuleDescriptor::name)
                            .collect(Collectors.toSet());
            var boot = ModuleLayer.boot();
            var configuration =
                    Configuration.resolve(
                            finder, List.of(boot.configuration()), ModuleFinder.of(), names);
            var layer =
                    ModuleLayer.defineModulesWithOneLoader(
                                    configuration,
                                    List.of(boot),
                                    ClassLoader.getPlatformClassLoader())
                            .layer();
            var drivers =
                    ServiceLoader.load(layer, Driver.class).stream()
                            .map(ServiceLoader.Provider::get)
                            .filter(one -> layer.modules().contains(one.getClass().getModule()))
                            .toList();
            if (drivers.isEmpty()) {
                throw new ReportException(
                        "could not load JDBC drivers from \"%s\"".formatted(folder),
                        "The folder does not exist or holds no driver.",
                        "Name the folder with the setting \"driver_directory\".");
            }
            return new Drivers(layer, drivers);
        } catch (FindException | ResolutionException | ServiceConfigurationError bad) {
            throw new ReportException(
                    "could not load JDBC drivers from \"%s\"".formatted(folder),
                    "%s.".formatted(bad.getMessage()),
                    "");
        }
    }

    /** The layer, a parent for libraries that require a driver's module by name. */
    public ModuleLayer layer() {
        return layer;
    }

    Connection connect(String url, Properties properties) throws SQLException {
        for (var driver : drivers) {
            if (driver.acceptsURL(url)) {
                var connection = driver.connect(url, properties);
                if (connection != null) {
                    return connection;
                }
            }
        }
        throw new SQLException("no JDBC driver accepts the URL", "08001");
    }

    boolean accepts(String url) throws SQLException {
        for (var driver : drivers) {
            if (driver.acceptsURL(url)) {
                return true;
            }
        }
        return false;
    }
}
