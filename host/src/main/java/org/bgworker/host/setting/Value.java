package org.bgworker.host.setting;

/** A value of a setting's type. */
public sealed interface Value {
    /**
     * On or off.
     *
     * @param value which
     */
    record Bool(boolean value) implements Value {}

    /**
     * A whole number, in the setting's unit.
     *
     * @param value the number
     */
    record Int(int value) implements Value {}

    /**
     * A floating-point number, in the setting's unit.
     *
     * @param value the number
     */
    record Real(double value) implements Value {}

    /**
     * Text, or one of a list of words.
     *
     * @param value the text
     */
    record Text(String value) implements Value {}
}
