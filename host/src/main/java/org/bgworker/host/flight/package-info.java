/**
 * Events of the JDK's flight recorder. Where nobody records, and where the module {@code jdk.jfr}
 * is missing, nothing is made and no class of it is loaded.
 */
package org.bgworker.host.flight;
