package org.bgworker.host.journal;

import java.time.Instant;
import org.bgworker.host.postmaster.Happening;

/**
 * A line of the journal.
 *
 * @param time when it happened
 * @param happening what
 */
public record Entry(Instant time, Happening happening) {}
