package org.bgworker.host.log;

/** Gives every {@link System.Logger} of the virtual machine to the host's log. */
public final class LoggerFinder extends System.LoggerFinder {
    /** For the service loader. */
    public LoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new WorkerLogger(name);
    }
}
