package org.bgworker.host.database;

import java.time.Duration;
import org.bgworker.host.postmaster.DatabaseCondition;

/** Sees what a database is like. Used by one thread, but anybody may close it. */
public interface Watch extends AutoCloseable {
    /**
     * Asks the database, connecting first where there is no connection.
     *
     * @return {@link DatabaseCondition#UNKNOWN} if it was closed meanwhile
     */
    DatabaseCondition look();

    /**
     * Waits before the next look, for a time or until there is something to see.
     *
     * @return whether there is to be a next look
     */
    boolean pause(Duration time) throws InterruptedException;

    /** How long it is worth while to wait before the next look. */
    Duration pace(DatabaseCondition seen, Duration since);

    /** Ends a look or a pause. */
    @Override
    void close();
}
