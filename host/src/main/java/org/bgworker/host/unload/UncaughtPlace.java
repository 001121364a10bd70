package org.bgworker.host.unload;

import java.util.List;

/** The default uncaught exception handler. */
final class UncaughtPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        var handler = Thread.getDefaultUncaughtExceptionHandler();
        return batch.owner(handler).stream()
                .map(library ->
                        new Found(
                                library,
                                "the default uncaught exception handler is of the library",
                                "unset the default uncaught exception handler",
                                () -> Thread.setDefaultUncaughtExceptionHandler(null)))
                .toList();
    }
}
