package org.bgworker.host.log;

import java.time.Instant;
import org.bgworker.host.report.Report;

/**
 * A message of the log.
 *
 * @param time when it was written
 * @param pid who said it
 * @param report what
 */
public record Message(Instant time, int pid, Report report) {}
