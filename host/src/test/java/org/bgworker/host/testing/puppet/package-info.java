/**
 * The classes of libraries that tests make by the thousand: compiled once, with the tests, and put
 * into jars of any name and version by {@link org.bgworker.host.testing.PuppetJar}.
 */
package org.bgworker.host.testing.puppet;
