package org.bgworker.host.setting;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.bgworker.spi.Settings;

/** The values at one moment, of the settings that a reader may see. Immutable. */
public final class Values implements Settings {
    /**
     * A setting with its value.
     *
     * @param declaration of it
     * @param value of it
     * @param origin where the value was written, {@code default} if nowhere
     */
    public record Entry(Declaration declaration, Value value, String origin) {
        /** The value as it would be written, without a password that may stand in it. */
        public String shown() {
            return switch (value) {
                case Value.Bool(boolean on) -> on ? "on" : "off";
                case Value.Int(int number) -> number + declaration.unit();
                case Value.Real(double number) -> plain(number) + declaration.unit();
                case Value.Text(String text) -> PASSWORD.matcher(text).replaceAll("$1********");
            };
        }
    }

    private static final Pattern PASSWORD = Pattern.compile("(?i)(password=)[^&;]*");

    private final Map<String, Entry> entries;
    private final Predicate<Declaration> visible;

    Values(Map<String, Entry> entries, Predicate<Declaration> visible) {
        this.entries = entries;
        this.visible = visible;
    }

    /** All entries, by name. */
    public Map<String, Entry> entries() {
        return entries;
    }

    @Override
    public boolean getBoolean(String name) {
        if (find(name).value() instanceof Value.Bool(boolean value)) {
            return value;
        }
        throw wrong(name, "BOOL");
    }

    @Override
    public int getInt(String name) {
        if (find(name).value() instanceof Value.Int(int value)) {
            return value;
        }
        throw wrong(name, "INT");
    }

    @Override
    public double getReal(String name) {
        if (find(name).value() instanceof Value.Real(double value)) {
            return value;
        }
        throw wrong(name, "REAL");
    }

    @Override
    public String getString(String name) {
        if (find(name).value() instanceof Value.Text(String value)) {
            return value;
        }
        throw wrong(name, "STRING or ENUM");
    }

    @Override
    public Duration getDuration(String name) {
        var unit = Units.milliseconds(find(name).declaration().unit());
        if (unit.isEmpty()) {
            throw wrong(name, "duration");
        }
        return Duration.ofNanos((long) (getInt(name) * unit.orElseThrow() * 1_000_000));
    }

    /** Whether a value stands where everybody can read it who may list processes. */
    public boolean onTheCommandLine(String name) {
        return find(name).origin().equals(Assignment.ON_THE_COMMAND_LINE);
    }

    private Entry find(String name) {
        var entry = entries.get(name);
        if (entry == null || !visible.test(entry.declaration())) {
            throw new IllegalArgumentException(
                    "unrecognized configuration parameter \"%s\"".formatted(name));
        }
        return entry;
    }

    private static IllegalArgumentException wrong(String name, String type) {
        return new IllegalArgumentException("parameter \"%s\" is no %s".formatted(name, type));
    }

    static String plain(double number) {
        return number == Math.rint(number) && Math.abs(number) < 1e15
                ? Long.toString((long) number)
                : Double.toString(number);
    }
}
