package org.bgworker.host.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.testing.LibraryBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder with a driver that works and one that cannot be initialised. */
final class DriversTest {
    private static final String DRIVER =
            """
            package NAME;
            import java.sql.*;
            import java.util.*;
            public final class Wire implements Driver {
                public Wire() { if (FAILS) throw new IllegalStateException("was initialised"); }
                @Override public boolean acceptsURL(String url) { return url.startsWith("jdbc:NAME:"); }
                @Override public Connection connect(String url, Properties all) { return null; }
                @Override public DriverPropertyInfo[] getPropertyInfo(String url, Properties all) {
                    return new DriverPropertyInfo[0];
                }
                @Override public int getMajorVersion() { return 1; }
                @Override public int getMinorVersion() { return 0; }
                @Override public boolean jdbcCompliant() { return false; }
                @Override public java.util.logging.Logger getParentLogger() { return null; }
            }
            """;

    @TempDir private Path folder;

    @BeforeEach
    void make_the_drivers() throws Exception {
        driver("brittle", true);
        driver("sturdy", false);
    }

    private void driver(String name, boolean fails) throws Exception {
        LibraryBuilder.library()
                .source(
                        "module-info.java",
                        "module %1$s { requires java.sql; provides java.sql.Driver with %1$s.Wire; }"
                                .formatted(name))
                .source(
                        name + "/Wire.java",
                        DRIVER.replace("NAME", name).replace("FAILS", "" + fails))
                .jar(folder.resolve(name + ".jar"));
    }

    @Test
    void only_the_driver_that_a_URL_needs_is_initialised() throws Exception {
        var drivers = Drivers.load(folder, List.of("jdbc:sturdy:here"));
        assertTrue(drivers.accepts("jdbc:sturdy:there"));
        assertFalse(drivers.accepts("jdbc:brittle:there"));
        assertEquals(2, drivers.layer().modules().size());
    }

    @Test
    void one_that_cannot_be_initialised_is_told_where_it_is_needed() {
        var refused =
                assertThrows(
                        ReportException.class,
                        () -> Drivers.load(folder, List.of("jdbc:sturdy:a", "jdbc:brittle:b")));
        assertEquals(
                "could not load JDBC drivers from \"%s\"".formatted(folder),
                refused.report().primary());
    }

    @Test
    void where_no_driver_bears_the_URLs_word_all_are_asked() {
        assertThrows(ReportException.class, () -> Drivers.load(folder, List.of("jdbc:unheard:of")));
    }
}
