package org.bgworker.host.audit;

/** Something that a library can do and a reviewer wants to know of. */
public enum Capability {
    /** Runs code that no virtual machine checks: foreign functions, JNI, loaded libraries. */
    NATIVE_CODE("native code"),
    /** Starts programs, or ends or watches other processes. */
    PROCESSES("processes"),
    /** Speaks over the network, or asks for names there. */
    NETWORK("network"),
    /** Makes, changes or deletes files. */
    FILE_WRITES("file writes"),
    /** Finds or defines code while it runs, or opens what is closed. */
    REFLECTION("reflection"),
    /** Writes memory past all checks. */
    UNSAFE("unsafe memory"),
    /** Ends the process, if the host did not prevent it. */
    EXIT("exit"),
    /** Changes the code of others. */
    AGENTS("agents"),
    /** Starts threads that do not come from the spi, and may outlive the worker. */
    THREADS("threads"),
    /** Makes objects of bytes. */
    SERIALIZATION("serialization"),
    /** Changes what all of the virtual machine shares. */
    VIRTUAL_MACHINE("virtual machine");

    private final String word;

    Capability(String word) {
        this.word = word;
    }

    /** The word in a review. */
    public String word() {
        return word;
    }
}
