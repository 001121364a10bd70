package org.bgworker.host.postmaster;

import java.time.Duration;
import org.bgworker.spi.WorkerExit;

/**
 * How a run ended.
 *
 * @param exit how
 * @param at when, by the clock of {@link Snapshot#now()}
 * @param ran how long it had run
 */
public record PastExit(WorkerExit exit, long at, Duration ran) {}
