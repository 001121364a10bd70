/** A command's way to a running host: HTTP over the socket in its data directory. */
package org.bgworker.host.client;
