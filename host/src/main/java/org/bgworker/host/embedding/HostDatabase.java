package org.bgworker.host.embedding;

import org.bgworker.spi.DatabaseState;

/**
 * What the host's database was last found to be like.
 *
 * @param state what sessions can do
 * @param condition the same, and why not more, in a word or two: {@code gone}, {@code refusing},
 *     {@code shutting down}, {@code starting up}, {@code read-only}, {@code read-write}; of the
 *     private server {@code not started}, {@code starting}, {@code failed}, {@code read-write}
 * @param reason what the server or the driver has said; empty where sessions can be had
 */
public record HostDatabase(DatabaseState state, String condition, String reason) {}
