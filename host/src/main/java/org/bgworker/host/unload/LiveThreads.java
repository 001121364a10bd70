package org.bgworker.host.unload;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The live platform threads of the virtual machine. */
final class LiveThreads {
    private LiveThreads() {}

    static List<Thread> all() {
        var root = Thread.currentThread().getThreadGroup();
        for (var up = root.getParent(); up != null; up = up.getParent()) {
            root = up;
        }
        for (int room = 256; ; room *= 2) {
            var found = new Thread[room];
            int count = root.enumerate(found);
            if (count < room) {
                return Arrays.asList(found).subList(0, count);
            }
        }
    }

    /** Where a thread stands in the library's code, or that it is of a class of it. */
    static Optional<String> code(Unloadable library, Thread thread) {
        return frames(thread)
                .filter(frame -> frame.isOf(library))
                .findFirst()
                .map(frame -> "at " + frame.place())
                .or(() ->
                        new Batch(List.of(library))
                                .owner(thread)
                                .map(_ -> "of " + thread.getClass().getName()));
    }

    /** Where a thread stands; how it waits is of no interest. */
    static String place(Thread thread) {
        return frames(thread)
                .dropWhile(frame -> isOfWaiting(frame.place()))
                .findFirst()
                .or(() -> frames(thread).findFirst())
                .map(frame -> "at " + frame.place())
                .orElse("at no known place");
    }

    private static boolean isOfWaiting(String place) {
        return place.startsWith("java.lang.Object.wait")
                || place.startsWith("jdk.internal.misc.Unsafe.park")
                || place.startsWith("java.util.concurrent.locks.")
                || place.contains("managedBlock(");
    }

    private static Stream<Frame> frames(Thread thread) {
        return Stream.of(thread.getStackTrace()).map(one -> Frame.of(one.toString()));
    }
}
