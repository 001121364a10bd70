package org.bgworker.host.guard;

/**
 * The worker that a thread belongs to, be the thread taken from the worker's context or not: new
 * threads inherit it. Text and numbers only, so that a thread that outlives its worker keeps
 * nothing else alive.
 *
 * @param pid of the worker, {@link #HOST}'s for the host itself
 * @param name {@code bgw_name}
 */
public record Owner(int pid, String name) {
    /** The host, to which every other thread belongs. */
    public static final Owner HOST = new Owner(1, "");

    private static final InheritableThreadLocal<Owner> CURRENT =
            new InheritableThreadLocal<>() {
                @Override
                protected Owner initialValue() {
                    return HOST;
                }
            };

    /** The owner of the calling thread. */
    public static Owner current() {
        return CURRENT.get();
    }

    /** Makes the calling thread, and all that it will start, this owner's. */
    public void own() {
        CURRENT.set(this);
    }
}
