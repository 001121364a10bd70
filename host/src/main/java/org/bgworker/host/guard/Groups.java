package org.bgworker.host.guard;

/**
 * Thread groups, one for each run or init. A group looks through all that it holds whenever one is
 * added, be they long out of use, until the garbage collector has been; so few are put into one.
 */
public final class Groups {
    private static final int EACH = 64;

    private ThreadGroup parent;
    private int used;

    /** None yet; all will stand below groups of this name. */
    public Groups(String name) {
        this.parent = new ThreadGroup(name);
    }

    /** A new group, never given out before. */
    public synchronized ThreadGroup next(String name) {
        if (++used > EACH) {
            parent = new ThreadGroup(parent.getParent(), parent.getName());
            used = 1;
        }
        return new ThreadGroup(parent, name);
    }
}
