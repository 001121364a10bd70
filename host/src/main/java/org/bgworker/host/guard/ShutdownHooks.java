package org.bgworker.host.guard;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * What {@code Runtime.addShutdownHook} and {@code Runtime.removeShutdownHook} have become in the
 * code of libraries: the hook is registered with the JDK as ever, and remembered by the library's
 * loader, so that the host can take it out, without running it, when the library is unloaded.
 *
 * <p>Nothing here keeps a hook or a loader: as long as a hook is registered the JDK holds it.
 */
public final class ShutdownHooks {
    private static final StackWalker CALLERS =
            StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
    private static final Map<ClassLoader, List<WeakReference<Thread>>> HOOKS = new WeakHashMap<>();

    private ShutdownHooks() {}

    /** In the place of {@link Runtime#addShutdownHook}. */
    public static void addShutdownHook(Runtime runtime, Thread hook) {
        runtime.addShutdownHook(hook);
        remember(caller(), hook);
    }

    /** In the place of {@link Runtime#removeShutdownHook}. */
    public static boolean removeShutdownHook(Runtime runtime, Thread hook) {
        boolean removed = runtime.removeShutdownHook(hook);
        if (removed) {
            synchronized (HOOKS) {
                HOOKS.values().forEach(known -> known.removeIf(one -> one.refersTo(hook)));
            }
        }
        return removed;
    }

    /** The hooks that code of this loader has registered and not removed. */
    public static Collection<Thread> of(ClassLoader loader) {
        synchronized (HOOKS) {
            var known = HOOKS.get(loader);
            if (known == null) {
                return List.of();
            }
            return known.stream().map(WeakReference::get).filter(hook -> hook != null).toList();
        }
    }

    private static void remember(ClassLoader loader, Thread hook) {
        synchronized (HOOKS) {
            var known = HOOKS.computeIfAbsent(loader, _ -> new ArrayList<>(1));
            known.removeIf(one -> one.refersTo(null));
            known.add(new WeakReference<>(hook));
        }
    }

    /** Not the direct caller: a method reference is called by a class of the JDK. */
    private static ClassLoader caller() {
        var own = ShutdownHooks.class;
        return CALLERS.walk(frames ->
                frames.map(StackWalker.StackFrame::getDeclaringClass)
                        .filter(caller -> caller != own)
                        .map(Class::getClassLoader)
                        .filter(loader -> loader != null)
                        .filter(loader -> !loader.equals(ClassLoader.getPlatformClassLoader()))
                        .findFirst()
                        .orElse(own.getClassLoader()));
    }
}
