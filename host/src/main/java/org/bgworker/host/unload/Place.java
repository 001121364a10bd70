package org.bgworker.host.unload;

import java.util.List;

/** A place outside of a library where an object of it may stand. */
@FunctionalInterface
interface Place {
    /** What stands there of these libraries. */
    List<Found> look(Batch batch) throws Exception;
}
