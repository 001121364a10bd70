/**
 * Jars, read whole into memory from one opening of the file.
 *
 * <p>A dropped file is opened once: the bytes whose SHA-256 is known are the bytes that classes are
 * defined from, and a file that is overwritten while its library runs is of no consequence. So the
 * archive is read from memory too, which the JDK's readers cannot do, and strictly: what is not
 * exactly a zip archive is refused rather than interpreted, since two readers that see different
 * things in the same bytes are how a review is deceived. Only a signed jar is also given to the
 * JDK, which knows about signatures, as a private copy.
 */
package org.bgworker.host.archive;
