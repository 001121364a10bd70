package org.bgworker.spi;

/**
 * A 64-bit value passed to a worker's function ({@code Datum}, R10).
 *
 * <p>What does not fit goes into {@link Extra}. The conversions are PostgreSQL's: a narrower
 * integer takes the lowest bits, a floating-point number is its IEEE 754 bits.
 *
 * @param bits the value
 */
public record Datum(long bits) {
    /** Zero, the argument of a worker that names none. */
    public static final Datum ZERO = new Datum(0);

    /** {@code Int64GetDatum}. */
    public static Datum of(long value) {
        return new Datum(value);
    }

    /** {@code Float8GetDatum}. */
    public static Datum of(double value) {
        return new Datum(Double.doubleToRawLongBits(value));
    }

    /** {@code BoolGetDatum}. */
    public static Datum of(boolean value) {
        return new Datum(value ? 1 : 0);
    }

    /** {@code DatumGetInt64}. */
    public long asLong() {
        return bits;
    }

    /** {@code DatumGetInt32}: the lowest 32 bits. */
    public int asInt() {
        return (int) bits;
    }

    /** {@code DatumGetInt16}: the lowest 16 bits. */
    public short asShort() {
        return (short) bits;
    }

    /** {@code DatumGetFloat8}. */
    public double asDouble() {
        return Double.longBitsToDouble(bits);
    }

    /** {@code DatumGetBool}: whether any bit is set. */
    public boolean asBoolean() {
        return bits != 0;
    }
}
