package org.bgworker.host.bench.start;

/**
 * What a process has taken, in milliseconds.
 *
 * @param wall by the clock of whoever waits for it
 * @param cpu on all processors, in user and kernel mode
 */
record Taken(double wall, double cpu) {}
