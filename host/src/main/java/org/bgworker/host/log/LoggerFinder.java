package org.bgworker.host.log;

import org.bgworker.host.report.Severity;

/** Gives every {@link System.Logger} of the virtual machine to the host's log. */
public final class LoggerFinder extends System.LoggerFinder {
    /** For the service loader. */
    public LoggerFinder() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new WorkerLogger(name, ofJdk(module) ? Severity.DEBUG2 : Severity.DEBUG1);
    }

    /** The JDK tells of each process that is started, with a stack trace. */
    private static boolean ofJdk(Module module) {
        return "java.base".equals(module.getName());
    }
}
