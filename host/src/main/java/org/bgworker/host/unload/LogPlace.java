package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

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
        look(batch, "filter", logger.getFilter(), where, () -> logger.setFilter(null))
                .ifPresent(found::add);
        for (var handler : logger.getHandlers()) {
            look(batch, "handler", handler, where, () -> logger.removeHandler(handler))
                    .ifPresentOrElse(
                            found::add, () -> look(batch, handler, "a handler of " + where, found));
        }
    }

    /** At a handler that is not the library's. */
    private static void look(Batch batch, Handler handler, String where, List<Found> found) {
        look(batch, "filter", handler.getFilter(), where, () -> handler.setFilter(null))
                .ifPresent(found::add);
        look(
                        batch,
                        "formatter",
                        handler.getFormatter(),
                        where,
                        () -> handler.setFormatter(new SimpleFormatter()))
                .ifPresent(found::add);
    }

    private static Optional<Found> look(
            Batch batch, String kind, @Nullable Object object, String where, Found.Undo undo) {
        var owner = batch.owner(object);
        if (owner.isEmpty() || object == null) {
            return Optional.empty();
        }
        var name = "log %s %s".formatted(kind, object.getClass().getName());
        return Optional.of(
                new Found(
                        owner.orElseThrow(),
                        "%s stands at %s".formatted(name, where),
                        "removed %s from %s".formatted(name, where),
                        undo));
    }
}
