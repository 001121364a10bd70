package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Handlers, filters and formatters of {@code java.util.logging}. */
final class LogPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        var found = new ArrayList<Found>();
        var manager = LogManager.getLogManager();
        for (var name : Collections.list(manager.getLoggerNames())) {
            var logger = manager.getLogger(name);
            if (logger != null) {
                look(batch, logger, found);
            }
        }
        return found;
    }

    private static void look(Batch batch, Logger logger, List<Found> found) {
        var where = "logger \"%s\"".formatted(logger.getName());
        var filter = logger.getFilter();
        batch.owner(filter)
                .ifPresent(library ->
                        found.add(
                                found(
                                        library,
                                        "filter",
                                        filter,
                                        where,
                                        () -> logger.setFilter(null))));
        for (var handler : logger.getHandlers()) {
            batch.owner(handler)
                    .ifPresentOrElse(
                            library ->
                                    found.add(
                                            found(
                                                    library,
                                                    "handler",
                                                    handler,
                                                    where,
                                                    () -> logger.removeHandler(handler))),
                            () -> look(batch, handler, "a handler of " + where, found));
        }
    }

    /** At a handler that is not the library's. */
    private static void look(Batch batch, Handler handler, String where, List<Found> found) {
        var filter = handler.getFilter();
        batch.owner(filter)
                .ifPresent(library ->
                        found.add(
                                found(
                                        library,
                                        "filter",
                                        filter,
                                        where,
                                        () -> handler.setFilter(null))));
        var formatter = handler.getFormatter();
        batch.owner(formatter)
                .ifPresent(library ->
                        found.add(
                                found(
                                        library,
                                        "formatter",
                                        formatter,
                                        where,
                                        () -> handler.setFormatter(new SimpleFormatter()))));
    }

    private static Found found(
            Unloadable library, String kind, Object object, String where, Found.Undo undo) {
        var name = "log %s %s".formatted(kind, object.getClass().getName());
        return new Found(
                library,
                "%s stands at %s".formatted(name, where),
                "removed %s from %s".formatted(name, where),
                undo);
    }
}
