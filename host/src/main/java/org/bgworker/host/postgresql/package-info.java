/**
 * The private PostgreSQL server: its programs, its data directory, its one process, and the host's
 * own way in. Nothing here knows of workers or of JDBC.
 */
package org.bgworker.host.postgresql;
