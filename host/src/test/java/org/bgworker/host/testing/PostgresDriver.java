package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Optional;
import java.util.Properties;

/** PostgreSQL's JDBC driver, loaded from the distribution: it is not on the path of the tests. */
final class PostgresDriver {

    private static final class Holder {
        static final Driver DRIVER = load(find());
    }

    private PostgresDriver() {}

    static Connection connect(String url, String user, Optional<String> password)
            throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        password.ifPresent(value -> properties.setProperty("password", value));
        return Optional.ofNullable(Holder.DRIVER.connect(url, properties))
                .orElseThrow(() -> new IllegalStateException("no connection for " + url));
    }

    private static Path find() {
        var distribution = Optional.ofNullable(System.getProperty("bgworker.distribution"));
        return distribution
                .flatMap(directory -> newest(Path.of(directory, "drivers")))
                .or(() -> newest(repository()))
                .orElseThrow(() -> new IllegalStateException("no PostgreSQL JDBC driver found"));
    }

    private static Path repository() {
        var home = Path.of(System.getProperty("user.home"), ".m2", "repository");
        return home.resolve("org", "postgresql", "postgresql");
    }

    private static Optional<Path> newest(Path directory) {
        if (Files.notExists(directory)) {
            return Optional.empty();
        }
        try (var paths = Files.walk(directory, 2)) {
            return paths.filter(path -> path.toString().matches(".*/postgresql-[0-9.]+\\.jar"))
                    .max(Comparator.naturalOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Driver load(Path jar) {
        try {
            var loader =
                    new URLClassLoader(
                            new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
            var driver = Class.forName("org.postgresql.Driver", true, loader);
            return driver.asSubclass(Driver.class).getConstructor().newInstance();
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("cannot load " + jar, e);
        }
    }
}
