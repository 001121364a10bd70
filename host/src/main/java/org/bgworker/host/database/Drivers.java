package org.bgworker.host.database;

import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolutionException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bgworker.host.report.ReportException;

/**
 * The JDBC drivers of one folder, in a layer of their own. Only those that URLs need are
 * initialised: at once, on a thread of the host, lest they keep a worker that is the first to use
 * them.
 */
public final class Drivers {
    private final ModuleLayer layer;
    private final List<Driver> drivers;

    private Drivers(ModuleLayer layer, List<Driver> drivers) {
        this.layer = layer;
        this.drivers = drivers;
    }

    /** Loads the drivers of a folder, and initialises those that accept one of the URLs. */
    public static Drivers load(Path folder, Collection<String> urls) throws ReportException {
        try {
            var layer = layer(folder);
            var providers =
                    ServiceLoader.load(layer, Driver.class).stream()
                            .filter(one -> layer.modules().contains(one.type().getModule()))
                            .toList();
            if (providers.isEmpty()) {
                throw new ReportException(
                        "could not load JDBC drivers from \"%s\"".formatted(folder),
                        "The folder does not exist or holds no driver.",
                        "Name the folder with the setting \"driver_directory\".");
            }
            var drivers = new ArrayList<Driver>();
            for (var url : urls) {
                if (drivers.stream().noneMatch(one -> isFor(url, one))) {
                    initialise(providers, url).ifPresent(drivers::add);
                }
            }
            return new Drivers(layer, List.copyOf(drivers));
        } catch (FindException | ResolutionException | ServiceConfigurationError bad) {
            throw new ReportException(
                    "could not load JDBC drivers from \"%s\"".formatted(folder),
                    "%s.".formatted(bad.getMessage()),
                    "");
        }
    }

    private static ModuleLayer layer(Path folder) {
        var finder = ModuleFinder.of(folder);
        var names =
                finder.findAll().stream()
                        .map(ModuleReference::descriptor)
                        .map(ModuleDescriptor::name)
                        .collect(Collectors.toSet());
        var boot = ModuleLayer.boot();
        var configuration =
                Configuration.resolve(
                        finder, List.of(boot.configuration()), ModuleFinder.of(), names);
        return ModuleLayer.defineModulesWithOneLoader(
                        configuration, List.of(boot), ClassLoader.getPlatformClassLoader())
                .layer();
    }

    /** Only a driver itself knows its URLs; one with the URL's word in its name is asked first. */
    private static Optional<Driver> initialise(
            List<ServiceLoader.Provider<Driver>> providers, String url) {
        var word = url.replaceFirst("^jdbc:(\\w*).*", "$1");
        return providers.stream()
                .sorted((one, other) -> Boolean.compare(bears(word, other), bears(word, one)))
                .map(ServiceLoader.Provider::get)
                .filter(one -> isFor(url, one))
                .findFirst();
    }

    private static boolean bears(String word, ServiceLoader.Provider<Driver> provider) {
        return provider.type().getName().contains(word);
    }

    /** A driver that cannot read the URL says why when it is used. */
    private static boolean isFor(String url, Driver driver) {
        try {
            return driver.acceptsURL(url);
        } catch (SQLException unreadable) {
            return true;
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

    /** The driver's properties that have a value for a URL and what is given beside it. */
    Map<String, String> properties(String url, Properties beside) throws SQLException {
        var known = new TreeMap<String, String>();
        for (var driver : drivers) {
            if (driver.acceptsURL(url)) {
                for (var one : driver.getPropertyInfo(url, beside)) {
                    if (one.value != null && !one.value.isEmpty()) {
                        known.put(one.name, one.value);
                    }
                }
                return known;
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
