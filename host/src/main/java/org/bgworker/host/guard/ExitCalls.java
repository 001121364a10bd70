package org.bgworker.host.guard;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code System.exit}, {@code Runtime.exit} and {@code Runtime.halt} have become in the code
 * of libraries: they end the worker they were called for, and no other.
 */
public final class ExitCalls {
    private static final StackWalker CALLER =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final Map<Integer, Target> TARGETS = new ConcurrentHashMap<>();

    private ExitCalls() {}

    /** A worker that can be ended. */
    public interface Target {
        /** Whether code of this loader may be the worker's; that of the JDK has none. */
        boolean uses(@Nullable ClassLoader loader);

        /** Notes that the worker is to end at its next safe point. */
        void exitAsked(ExitError exit);
    }

    /** From now on exit calls on threads of this pid go to the target. */
    public static void register(int pid, Target target) {
        TARGETS.put(pid, target);
    }

    /** The worker has ended. */
    public static void unregister(int pid) {
        TARGETS.remove(pid);
    }

    /** In the place of {@link System#exit}. */
    public static void exit(int code) {
        refuse(code, CALLER.getCallerClass());
    }

    /** In the place of {@link Runtime#exit}. */
    public static void exit(Runtime runtime, int code) {
        refuse(code, CALLER.getCallerClass());
    }

    /** In the place of {@link Runtime#halt}. */
    public static void halt(Runtime runtime, int code) {
        refuse(code, CALLER.getCallerClass());
    }

    private static void refuse(int code, Class<?> caller) {
        var exit = new ExitError(code);
        var target = TARGETS.get(Owner.current().pid());
        if (target != null && target.uses(caller.getClassLoader())) {
            target.exitAsked(exit);
        }
        throw exit;
    }
}
