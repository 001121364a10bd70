package org.bgworker.host.postgresql;

import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;

/** Reports why the server could not be started; the same failure in a row once. */
final class Failures {
    private Report last = Report.of(Severity.LOG, "");

    /** Reports a failure, and gives it in one line. */
    String tell(Report failed) {
        boolean known = failed.equals(last);
        last = failed;
        Log.write(
                new Report(
                        known ? Severity.DEBUG1 : Severity.WARNING,
                        failed.primary(),
                        (failed.detail()
                                        + "\nThe host retries. Workers that need the server start when it accepts connections.")
                                .strip(),
                        failed.hint()));
        return inOneLine(failed);
    }

    /** Of many lines that which most likely tells why. */
    static String inOneLine(Report failed) {
        var lines = failed.detail().lines().toList();
        return lines.stream()
                .filter(line -> line.startsWith("FATAL") || line.startsWith("PANIC"))
                .reduce((_, later) -> later)
                .or(() -> lines.stream().findFirst())
                .map(line -> failed.primary() + ": " + line)
                .orElse(failed.primary());
    }
}
