package org.bgworker.spi;

import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a worker asks of the host ({@code bgw_flags}), with PostgreSQL's bit values (R8).
 *
 * <p>{@code BGWORKER_CLASS_PARALLEL} is missing: it belongs to parallel query, which third parties
 * should not use there (R50) and which does not exist here.
 */
public enum WorkerFlag {
    /**
     * {@code BGWORKER_SHMEM_ACCESS}: the worker uses shared memory. When a worker that has attached
     * shared memory crashes, that memory is taken for damaged.
     */
    SHMEM_ACCESS(0x1),

    /**
     * {@code BGWORKER_BACKEND_DATABASE_CONNECTION}: the worker may call {@link
     * WorkerContext#initializeConnection()}. Requires {@link #SHMEM_ACCESS}.
     */
    BACKEND_DATABASE_CONNECTION(0x2),

    /**
     * The worker says itself when it is ready, by {@link WorkerContext#ready()}, as a service of
     * systemd's {@code Type=notify} does. Without the flag it is ready when its function is
     * entered. PostgreSQL has no such flag.
     */
    NOTIFIES_READY(0x100);

    private final int bit;

    WorkerFlag(int bit) {
        this.bit = bit;
    }

    /** The flag's bit in {@code bgw_flags}. */
    public int bit() {
        return bit;
    }

    /** The flags as {@code bgw_flags} holds them. */
    public static int toMask(Collection<WorkerFlag> flags) {
        return flags.stream().mapToInt(WorkerFlag::bit).reduce(0, (a, b) -> a | b);
    }

    /**
     * The flags of a mask.
     *
     * @throws IllegalArgumentException if a bit is no flag (PostgreSQL ignores it, R9)
     */
    public static Set<WorkerFlag> fromMask(int mask) {
        var flags = EnumSet.noneOf(WorkerFlag.class);
        for (var flag : values()) {
            if ((mask & flag.bit) != 0) {
                flags.add(flag);
            }
        }
        if (toMask(flags) != mask) {
            throw new IllegalArgumentException(
                    "unknown bits in worker flags: 0x%x".formatted(mask & ~toMask(flags)));
        }
        return Set.copyOf(flags);
    }
}
