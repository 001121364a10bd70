package org.bgworker.host.flight;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.bgworker.host.postmaster.Happening;

/** The events' types, and how they are filled. The recorder reads the fields. */
@SuppressWarnings("UnusedVariable")
final class FlightEvents {
    private static final String CATEGORY = "bgworker";

    private FlightEvents() {}

    static void record(Happening happening) {
        switch (happening) {
            case Happening.Started started -> start(started);
            case Happening.Exited exited -> exit(exited);
            case Happening.ServerIs(var state) -> {
                var event = new ServerState();
                event.state = state.name();
                event.commit();
            }
            case Happening.LibraryIs library -> library(library);
            case Happening.Registered _,
                    Happening.Ready _,
                    Happening.RestartDue _,
                    Happening.GaveUp _,
                    Happening.Unregistered _,
                    Happening.DatabaseIs _ -> {}
        }
    }

    private static void start(Happening.Started started) {
        var event = new WorkerStart();
        event.worker = started.worker().name();
        event.pid = started.pid();
        event.library = started.worker().libraryName();
        event.function = started.worker().functionName();
        event.commit();
    }

    private static void exit(Happening.Exited exited) {
        var event = new WorkerExit();
        event.worker = exited.worker().name();
        event.pid = exited.pid();
        event.kind = exited.exit().getClass().getSimpleName();
        event.code = exited.exit().code();
        event.ran = exited.ran().toNanos();
        event.commit();
    }

    private static void library(Happening.LibraryIs library) {
        var event = new LibraryState();
        event.library = library.name();
        event.version = library.version();
        event.state = library.word();
        event.commit();
    }

    static void finish() {
        FlightRecorder.getFlightRecorder().getRecordings().stream()
                .filter(one -> one.getState() == RecordingState.RUNNING)
                .filter(one -> one.getDestination() != null)
                .forEach(Recording::stop);
    }

    static Flight.Wait waiting(String worker) {
        var event = new WorkerWait();
        event.worker = worker;
        event.begin();
        return event::commit;
    }

    /** A run has begun. */
    @Name("bgworker.WorkerStart")
    @Label("Worker Start")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class WorkerStart extends Event {
        @Label("Worker")
        private String worker = "";

        @Label("PID")
        private int pid;

        @Label("Library")
        private String library = "";

        @Label("Function")
        private String function = "";
    }

    /** A run has ended. */
    @Name("bgworker.WorkerExit")
    @Label("Worker Exit")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class WorkerExit extends Event {
        @Label("Worker")
        private String worker = "";

        @Label("PID")
        private int pid;

        @Label("Kind")
        private String kind = "";

        @Label("Exit Code")
        private int code;

        @Label("Ran")
        @Timespan
        private long ran;
    }

    /** A worker has waited. */
    @Name("bgworker.WorkerWait")
    @Label("Worker Wait")
    @Description("A wait on the worker's latch, or for an answer of the host")
    @Category(CATEGORY)
    @Threshold("1 ms")
    private static final class WorkerWait extends Event {
        @Label("Worker")
        private String worker = "";
    }

    /** A library was loaded, unloaded, or has otherwise changed. */
    @Name("bgworker.LibraryState")
    @Label("Library State")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class LibraryState extends Event {
        @Label("Library")
        private String library = "";

        @Label("Version")
        private String version = "";

        @Label("State")
        private String state = "";
    }

    /** The server has reached a state. */
    @Name("bgworker.ServerState")
    @Label("Server State")
    @Category(CATEGORY)
    @StackTrace(false)
    private static final class ServerState extends Event {
        @Label("State")
        private String state = "";
    }
}
