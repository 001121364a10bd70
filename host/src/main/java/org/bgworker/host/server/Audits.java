package org.bgworker.host.server;

import org.bgworker.host.audit.Audit;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.HostSettings;
import org.bgworker.spi.Settings;

/** The gate that the setting {@code audit} wants. */
final class Audits {
    private Audits() {}

    static Audit of(HostOptions options, Settings values) {
        var mode =
                switch (values.getString(HostSettings.AUDIT)) {
                    case "off" -> Audit.Mode.OFF;
                    case "built" -> Audit.Mode.PERMIT_BUILT;
                    default -> Audit.Mode.ON;
                };
        if (mode == Audit.Mode.OFF) {
            Log.write(
                    new Report(
                            Severity.WARNING,
                            "the setting \"audit\" is off: any library in \"%s\" runs"
                                    .formatted(options.modules()),
                            "",
                            "This is meant for development."));
        }
        return new Audit(
                new Audit.Directories(options.modules(), options.data()), mode, Log::write);
    }
}
