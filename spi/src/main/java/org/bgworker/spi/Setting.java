package org.bgworker.spi;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a setting of a library, on its {@link WorkerLibrary} or on a {@link WorkerMain} ({@code
 * DefineCustomIntVariable} and its kin, P59).
 *
 * <p>Declared, not computed: the host reads the annotation without running the library's code. A
 * value that stands in the settings file before the library is loaded is checked against the
 * declaration when it is; a bad one is reported and the default stands (P62).
 */
@Documented
@Repeatable(Setting.List.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Setting {
    /** {@code prefix.name}, in lower-case letters, digits and underscores. */
    String name();

    /** What its values are. */
    Type type();

    /**
     * The value where none is given, as it would be written in the settings file ({@code "10s"}).
     */
    String defaultValue();

    /** The smallest value of an {@link Type#INT} or {@link Type#REAL}, in {@link #unit()}. */
    double min() default Integer.MIN_VALUE;

    /** The largest value of an {@link Type#INT} or {@link Type#REAL}, in {@link #unit()}. */
    double max() default Integer.MAX_VALUE;

    /** The unit of a number without one: {@code ms}, {@code s}, {@code min}, {@code kB}, … */
    String unit() default "";

    /** The permitted values of an {@link Type#ENUM}. */
    String[] values() default {};

    /** When a new value takes effect. */
    Context context() default Context.SIGHUP;

    /** One sentence for whoever sets it. */
    String description();

    /** What the values of a setting are. */
    enum Type {
        /** {@code on} or {@code off}, and PostgreSQL's other spellings. */
        BOOL,
        /** A whole number of 32 bits, with a unit if the setting has one. */
        INT,
        /** A floating-point number. */
        REAL,
        /** Any text. */
        STRING,
        /** One of a list of words. */
        ENUM
    }

    /** When a new value of a setting takes effect ({@code GucContext}). */
    enum Context {
        /** {@code PGC_POSTMASTER}: when the host starts. */
        POSTMASTER,
        /** {@code PGC_SIGHUP}: when the settings are reloaded. */
        SIGHUP
    }

    /** Holds several {@link Setting}s of one class. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface List {
        /** The settings. */
        Setting[] value();
    }
}
