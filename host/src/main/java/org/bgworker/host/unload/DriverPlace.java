package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Drivers in {@link java.sql.DriverManager}, which shows a driver only to callers whose loader
 * finds its class. So a class of the host's asks for them, defined in the library's own loader.
 */
final class DriverPlace implements Place {
    @Override
    public List<Found> look(Batch batch) throws ReflectiveOperationException {
        var found = new ArrayList<Found>();
        for (var library : batch.using(Api.DRIVERS)) {
            var inside =
                    library.define(DriverCalls.NAME, DriverCalls.classFile())
                            .getConstructor()
                            .newInstance();
            if (inside instanceof Supplier<?> drivers
                    && drivers.get() instanceof Stream<?> all
                    && inside instanceof Consumer<?> deregister) {
                all.filter(driver -> batch.owner(driver).filter(library::equals).isPresent())
                        .forEach(driver -> found.add(found(library, driver, deregister)));
            }
        }
        return found;
    }

    @SuppressWarnings("unchecked") // it casts the driver by itself
    private static Found found(Unloadable library, Object driver, Consumer<?> deregister) {
        var name = "JDBC driver " + driver.getClass().getName();
        return new Found(
                library,
                name + " is registered",
                "deregistered " + name,
                () -> ((Consumer<Object>) deregister).accept(driver));
    }
}
