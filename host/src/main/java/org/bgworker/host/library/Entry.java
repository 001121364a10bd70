package org.bgworker.host.library;

import org.bgworker.host.report.Report;

/**
 * An entry of the modules directory as it was last read.
 *
 * @param stamp that it had then
 * @param outcome what came of it
 */
record Entry(Stamp stamp, Outcome outcome) {
    /** What comes of an entry that is read. */
    sealed interface Outcome {}

    /** Its end is missing; what is wrong is told if it does not change for a while. */
    record Incomplete(Report report, long until) implements Outcome {}

    /** Something is wrong with it, until it changes. */
    record Refused(String library, Report report) implements Outcome {}

    /** The gate does not let it run, until the gate opens. */
    record NotPermitted(String library, NotPermittedException refusal) implements Outcome {}

    /** Another entry holds the library that this one holds too, until that one goes. */
    record Second(String library, Report report) implements Outcome {}

    /** The same library was removed, and some of its workers still run. */
    record Waits(String library) implements Outcome {}

    /** It is not to be preloaded, and no worker has asked for it. */
    record Available(String library) implements Outcome {}

    /** It was loaded. */
    record Holds(String library) implements Outcome {}
}
