package org.bgworker.host.postmaster;

import java.time.Duration;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.WorkerExit;

/** What has happened, for those who watch. */
public sealed interface Happening {
    /** To a worker. */
    sealed interface OfWorker extends Happening {
        /** Its handle. */
        WorkerId id();

        /** Its record. */
        BackgroundWorker worker();
    }

    /** It has a slot. */
    record Registered(WorkerId id, BackgroundWorker worker) implements OfWorker {}

    /**
     * It has a thread.
     *
     * @param pid of the run
     */
    record Started(WorkerId id, BackgroundWorker worker, int pid) implements OfWorker {}

    /**
     * It is ready.
     *
     * @param pid of the run
     * @param after its start
     */
    record Ready(WorkerId id, BackgroundWorker worker, int pid, Duration after)
            implements OfWorker {}

    /**
     * A run has ended.
     *
     * @param pid of the run, 0 if there was no thread for it
     * @param exit how it ended
     * @param ran how long it took
     */
    record Exited(WorkerId id, BackgroundWorker worker, int pid, WorkerExit exit, Duration ran)
            implements OfWorker {}

    /**
     * It is to be started again.
     *
     * @param in what time
     */
    record RestartDue(WorkerId id, BackgroundWorker worker, Duration in) implements OfWorker {}

    /** It has failed too often, and is not started again. */
    record GaveUp(WorkerId id, BackgroundWorker worker) implements OfWorker {}

    /** Its slot is free. */
    record Unregistered(WorkerId id, BackgroundWorker worker) implements OfWorker {}

    /**
     * To the server.
     *
     * @param state it has reached
     */
    record ServerIs(ServerState state) implements Happening {}

    /**
     * To the database.
     *
     * @param condition it is in
     */
    record DatabaseIs(DatabaseCondition condition) implements Happening {}

    /**
     * To a library.
     *
     * @param name of it, or of its file while it is not known
     * @param version of its root module, empty if it has none or is not known
     * @param word what has become of it
     * @param reason why, empty where there is nothing to add
     */
    record LibraryIs(String name, String version, String word, String reason)
            implements Happening {}
}
