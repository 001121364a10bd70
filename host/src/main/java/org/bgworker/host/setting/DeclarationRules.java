package org.bgworker.host.setting;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bgworker.host.report.ReportException;

/** What the settings of libraries may be called, and what their defaults must be (P61). */
final class DeclarationRules {
    private DeclarationRules() {}

    /**
     * Checks the declarations of one library.
     *
     * @param taken names that others have declared
     */
    static void check(List<Declaration> settings, Set<String> taken) throws ReportException {
        var names = new TreeSet<String>();
        for (var setting : settings) {
            if (!setting.name().matches("[a-z_][a-z0-9_]*\\.[a-z_][a-z0-9_]*")) {
                throw new ReportException(
                        "invalid configuration parameter name \"%s\"".formatted(setting.name()),
                        "The name of a library's setting is prefix.name, in lower-case letters, digits and underscores.",
                        "");
            }
            if (DatabaseSettings.reserves(setting.name())) {
                throw new ReportException(
                        "invalid configuration parameter name \"%s\"".formatted(setting.name()),
                        "Its prefix is reserved for named databases.",
                        "");
            }
            boolean twice = !names.add(setting.name());
            if (twice || taken.contains(setting.name())) {
                throw new ReportException(
                        "attempt to redefine parameter \"%s\"".formatted(setting.name()),
                        twice ? "The library declares it twice." : "Another library declares it.",
                        "");
            }
            checkDefault(setting);
        }
    }

    private static void checkDefault(Declaration setting) throws ReportException {
        try {
            ValueParser.parse(setting, setting.defaultValue());
        } catch (ReportException bad) {
            var report = bad.report();
            var what = "It is the default value that the library declares.";
            throw new ReportException(
                    report.primary(),
                    report.detail().isEmpty() ? what : report.detail() + " " + what,
                    report.hint());
        }
    }
}
