package org.bgworker.host.unload;

import java.util.List;

/** Context class loaders of threads that do not run the library's code. */
final class ContextLoaderPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        return LiveThreads.all().stream()
                .flatMap(thread ->
                        batch.owner(thread.getContextClassLoader()).stream()
                                .filter(library -> LiveThreads.code(library, thread).isEmpty())
                                .map(library -> found(library, thread)))
                .toList();
    }

    private static Found found(Unloadable library, Thread thread) {
        var name = "the context class loader of thread \"%s\"".formatted(thread.getName());
        return new Found(
                library,
                name + " is the library's",
                "reset " + name,
                () -> thread.setContextClassLoader(ClassLoader.getSystemClassLoader()));
    }
}
