/** One message in PostgreSQL's three parts: primary, detail and hint. */
package org.bgworker.host.report;
