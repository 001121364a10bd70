package org.bgworker.host.cli;

import java.lang.reflect.Proxy;

/**
 * Reaches {@code sun.misc.Signal}, the only way to a signal that the JDK has, by reflection: it
 * cannot be compiled against with {@code --release}.
 */
final class Signals {
    private Signals() {}

    /** Runs {@code action} at each arrival of a signal, on a thread of the JVM's. */
    static void on(String name, Runnable action) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var proxy =
                    Proxy.newProxyInstance(
                            Signals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, arguments) -> called(method.getName(), action));
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException absent) {
            throw new IllegalStateException(
                    "this Java does not let the host handle signals", absent);
        }
    }

    private static Object called(String method, Runnable action) {
        return switch (method) {
            case "hashCode" -> 0;
            case "equals" -> false;
            case "toString" -> "bgworker";
            default -> {
                action.run();
                yield 0;
            }
        };
    }
}
