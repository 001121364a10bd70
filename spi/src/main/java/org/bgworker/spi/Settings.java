package org.bgworker.spi;

import java.time.Duration;

/**
 * The values of a library's settings at one moment. Immutable.
 *
 * <p>Every method throws {@link IllegalArgumentException} if the library does not declare the name,
 * or declares it with another type.
 */
public interface Settings {
    /** The value of a {@link Setting.Type#BOOL}. */
    boolean getBoolean(String name);

    /** The value of a {@link Setting.Type#INT}, in the unit of its declaration. */
    int getInt(String name);

    /** The value of a {@link Setting.Type#REAL}. */
    double getReal(String name);

    /** The value of a {@link Setting.Type#STRING} or {@link Setting.Type#ENUM}. */
    String getString(String name);

    /** The value of a {@link Setting.Type#INT} whose unit is one of time. */
    Duration getDuration(String name);
}
