package org.bgworker.host.flight;

import jdk.jfr.FlightRecorder;
import org.bgworker.host.postmaster.Happening;

/** Tells the flight recorder, if there is one and it runs. */
public final class Flight {
    private static final boolean PRESENT =
            Flight.class.getModule().getLayer() == null
                    || ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private Flight() {}

    /** Records what has happened. */
    public static void tell(Happening happening) {
        if (on()) {
            FlightEvents.record(happening);
        }
    }

    /** A wait, which ends when it is closed. */
    public interface Wait extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins to record a wait of the calling thread's worker. */
    public static Wait beginWait(String worker) {
        return on() ? FlightEvents.waiting(worker) : () -> {};
    }

    /**
     * Writes the recordings that are to be written at the end of the process: it ends without the
     * shutdown hooks by which the JDK would do it.
     */
    public static void finish() {
        if (on()) {
            FlightEvents.finish();
        }
    }

    private static boolean on() {
        return PRESENT && FlightRecorder.isInitialized();
    }
}
