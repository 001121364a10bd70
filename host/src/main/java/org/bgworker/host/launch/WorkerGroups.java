package org.bgworker.host.launch;

/**
 * Thread groups, one for each run. A group looks through all that it holds whenever one is added,
 * be they long out of use, until the garbage collector has been; so few are put into one.
 */
final class WorkerGroups {
    private static final int EACH = 64;

    private ThreadGroup parent = new ThreadGroup("background workers");
    private int used;

    /** A new group, never given out before. */
    ThreadGroup next(String name) {
        if (++used > EACH) {
            parent = new ThreadGroup(parent.getParent(), parent.getName());
            used = 1;
        }
        return new ThreadGroup(parent, name);
    }
}
