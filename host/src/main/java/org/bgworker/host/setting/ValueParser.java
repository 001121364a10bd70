package org.bgworker.host.setting;

import java.util.Locale;
import java.util.regex.Pattern;
import org.bgworker.host.report.ReportException;

/** Reads a value as its declaration wants it, or says what is wrong. */
final class ValueParser {
    private static final Pattern NUMBER =
            Pattern.compile("([+-]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?)\\s*([A-Za-z]*)");

    private ValueParser() {}

    static Value parse(Declaration setting, String text) throws ReportException {
        return switch (setting.type()) {
            case BOOL -> new Value.Bool(parseBool(setting, text));
            case INT -> new Value.Int((int) Math.rint(number(setting, text)));
            case REAL -> new Value.Real(number(setting, text));
            case STRING -> new Value.Text(text);
            case ENUM -> new Value.Text(word(setting, text));
        };
    }

    /** {@code parse_bool}: unique beginnings of the words will do. */
    private static boolean parseBool(Declaration setting, String text) throws ReportException {
        var word = text.toLowerCase(Locale.ROOT);
        if (!word.isEmpty()) {
            if ("true".startsWith(word)
                    || "yes".startsWith(word)
                    || word.equals("on")
                    || word.equals("1")) {
                return true;
            }
            if ("false".startsWith(word)
                    || "no".startsWith(word)
                    || (word.length() > 1 && "off".startsWith(word))
                    || word.equals("0")) {
                return false;
            }
        }
        throw new ReportException(
                "parameter \"%s\" requires a Boolean value".formatted(setting.name()),
                "The value is \"%s\".".formatted(text),
                "Write on or off.");
    }

    private static double number(Declaration setting, String text) throws ReportException {
        var matcher = NUMBER.matcher(text);
        if (!matcher.matches()) {
            throw invalid(setting, text, "");
        }
        double number = Double.parseDouble(matcher.group(1));
        var unit = matcher.group(2);
        if (!unit.isEmpty()) {
            var factor = Units.factor(unit, setting.unit());
            if (factor.isEmpty()) {
                throw invalid(
                        setting,
                        text,
                        setting.unit().isEmpty()
                                ? "This parameter has no unit."
                                : Units.validFor(setting.unit()));
            }
            number *= factor.orElseThrow();
        }
        if (setting.type() == org.bgworker.spi.Setting.Type.INT) {
            number = Math.rint(number);
        }
        if (!(number >= setting.min() && number <= setting.max())) {
            throw new ReportException(
                    "%s is outside the valid range for parameter \"%s\" (%s .. %s)"
                            .formatted(
                                    with(number, setting),
                                    setting.name(),
                                    with(setting.min(), setting),
                                    with(setting.max(), setting)),
                    "",
                    "");
        }
        return number;
    }

    private static String word(Declaration setting, String text) throws ReportException {
        var word = text.toLowerCase(Locale.ROOT);
        for (var permitted : setting.values()) {
            if (permitted.toLowerCase(Locale.ROOT).equals(word)) {
                return permitted;
            }
        }
        throw invalid(
                setting,
                text,
                setting.values().isEmpty()
                        ? "The declaration lists no values."
                        : "Available values: %s.".formatted(String.join(", ", setting.values())));
    }

    private static ReportException invalid(Declaration setting, String text, String hint) {
        return new ReportException(
                "invalid value for parameter \"%s\": \"%s\"".formatted(setting.name(), text),
                "",
                hint);
    }

    private static String with(double number, Declaration setting) {
        return Values.plain(number) + (setting.unit().isEmpty() ? "" : " " + setting.unit());
    }
}
