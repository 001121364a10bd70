package org.bgworker.host.library;

/** What a thread has allocated; by reflection, for the host's module does not read the JDK's. */
final class Allocated {
    private Allocated() {}

    /** So far, by the calling thread, in bytes. */
    static long bytes() {
        try {
            var factory = Class.forName("java.lang.management.ManagementFactory");
            var threads = factory.getMethod("getThreadMXBean").invoke(null);
            var count =
                    Class.forName("com.sun.management.ThreadMXBean")
                            .getMethod("getCurrentThreadAllocatedBytes");
            return (long) count.invoke(threads);
        } catch (ReflectiveOperationException otherJdk) {
            throw new LinkageError("no count of allocated bytes", otherJdk);
        }
    }
}
