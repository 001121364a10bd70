package org.bgworker.host.unload;

import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.guard.ShutdownHooks;

/**
 * Shutdown hooks, as far as the guard has seen them being registered; not those registered by
 * reflection. An unloaded library's hook is taken out without being run: the virtual machine does
 * not end, and a worker that has something to do at its own end says so by {@code atExit}.
 */
final class ShutdownHookPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        var found = new ArrayList<Found>();
        for (var library : batch.all()) {
            for (var hook : ShutdownHooks.of(library.loader())) {
                var name = "shutdown hook \"%s\"".formatted(hook.getName());
                found.add(
                        new Found(
                                library,
                                name + " is registered",
                                "removed %s without running it".formatted(name),
                                () ->
                                        ShutdownHooks.removeShutdownHook(
                                                Runtime.getRuntime(), hook)));
            }
        }
        return found;
    }
}
