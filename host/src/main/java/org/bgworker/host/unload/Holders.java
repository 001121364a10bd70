package org.bgworker.host.unload;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What holds a loader that does not go away, as far as that can be seen from within.
 *
 * <p>Seen are live platform threads (of a class of the library, standing in its code, or with its
 * loader as their context class loader when it was swept), virtual threads that stand in its code,
 * and all that {@link Sweep} undoes and that is there all the same. Code that stands on a stack is
 * known by the loader's name and the module's version: of two loads of one library with the same
 * version it cannot be told which.
 *
 * <p>Not seen are thread locals on threads of the host, listeners, callbacks and collections of the
 * JDK and the host, actions of cleaners, native references, a thread whose task is the library's
 * but stands in no code of it, and what a virtual thread holds beside its stack. Where the library
 * has used one of those parts of the JDK, that is said, and nothing more can be.
 */
public final class Holders {
    private static final String UNSEEN =
            "nothing that holds it can be seen from within; a heap dump would show it";

    private final Errand errand;
    private final List<String> found = new ArrayList<>();

    private Holders(Duration limit) {
        this.errand = new Errand(limit);
    }

    /**
     * A clause for each, never empty unless the loader has gone.
     *
     * @param limit how long a step may take that may run code of a library
     */
    public static List<String> of(Swept swept, Duration limit) {
        return swept.loader()
                .map(library -> new Holders(limit).list(library, swept))
                .orElse(List.of());
    }

    private List<String> list(Unloadable library, Swept swept) {
        threads(library, swept);
        try {
            found.addAll(errand.run("virtual threads", () -> VirtualThreads.of(library)));
        } catch (Errand.Failure failure) {
            found.add("its virtual threads cannot be listed: " + failure.why());
        }
        var batch = new Batch(List.of(library));
        for (var place : Places.ALL) {
            if (place.concerns(batch)) {
                look(place, batch);
            }
        }
        if (found.isEmpty()) {
            suspect(library);
        }
        return List.copyOf(found);
    }

    private void threads(Unloadable library, Swept swept) {
        var bearing = swept.threads().toList();
        for (var thread : LiveThreads.all()) {
            LiveThreads.code(library, thread)
                    .or(() ->
                            Optional.of(thread)
                                    .filter(bearing::contains)
                                    .map(LiveThreads::place)
                                    .map(place -> place + ", and had its context class loader"))
                    .map(where -> "thread \"%s\" is alive, %s".formatted(thread.getName(), where))
                    .ifPresent(found::add);
        }
    }

    private void look(Places place, Batch batch) {
        try {
            errand.run(place.what(), () -> place.place().get().look(batch))
                    .forEach(one -> found.add(one.holding()));
        } catch (Errand.Failure failure) {
            found.add("its %s cannot be listed: %s".formatted(place.what(), failure.why()));
        }
    }

    private void suspect(Unloadable library) {
        found.add(UNSEEN);
        Arrays.stream(Api.values())
                .filter(library::uses)
                .flatMap(api -> api.suspicion().stream())
                .forEach(found::add);
    }
}
