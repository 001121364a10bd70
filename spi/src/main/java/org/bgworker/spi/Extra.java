package org.bgworker.spi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Up to 128 raw bytes passed to a worker beside its argument ({@code bgw_extra}, R3). Immutable.
 */
public final class Extra {
    /** {@code BGW_EXTRALEN}. */
    public static final int MAX_BYTES = 128;

    /** No bytes. */
    public static final Extra EMPTY = new Extra(new byte[0]);

    private final byte[] bytes;

    private Extra(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "extra is too long: %d bytes, the limit is %d"
                            .formatted(bytes.length, MAX_BYTES));
        }
        this.bytes = bytes;
    }

    /**
     * A copy of the bytes.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_BYTES}
     */
    public static Extra of(byte[] bytes) {
        return new Extra(bytes.clone());
    }

    /**
     * The text's bytes in UTF-8.
     *
     * @throws IllegalArgumentException if there are more than {@link #MAX_BYTES}
     */
    public static Extra of(String text) {
        return new Extra(text.getBytes(UTF_8));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The bytes read as UTF-8. */
    public String text() {
        return new String(bytes, UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Extra that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "Extra[%d bytes]".formatted(bytes.length);
    }
}
