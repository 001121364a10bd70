package org.bgworker.host.cli;

import sun.misc.Signal;

/** Signals, by the only way to them that the JDK has. */
public final class Signals {
    private Signals() {}

    /** Runs {@code action} at each arrival of a signal, on a thread of the JVM's. */
    public static void on(String name, Runnable action) {
        Signal.handle(new Signal(name), _ -> action.run());
    }
}
