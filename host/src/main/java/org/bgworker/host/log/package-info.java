/** The host's log: PostgreSQL's lines through tinylog, and worker code's lines through them too. */
package org.bgworker.host.log;
