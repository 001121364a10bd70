package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * The SHA-256 of all that jars hold: each entry's name and bytes, by name. Not of the files: what
 * is hashed is then what classes are defined from, and a file that was packed again is the same.
 */
final class Fingerprint {
    private final MessageDigest digest;

    private Fingerprint(MessageDigest digest) {
        this.digest = digest;
    }

    static String of(List<JarImage> jars) {
        try {
            var fingerprint = new Fingerprint(MessageDigest.getInstance("SHA-256"));
            jars.forEach(fingerprint::add);
            return HexFormat.of().formatHex(fingerprint.digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private void add(JarImage jar) {
        var names = jar.entries().keySet().toArray(String[]::new);
        Arrays.sort(names);
        number(names.length);
        for (var name : names) {
            add(name.getBytes(UTF_8));
            add(jar.entry(name).orElseThrow());
        }
    }

    private void add(byte[] bytes) {
        number(bytes.length);
        digest.update(bytes);
    }

    /** Lengths go in too, or bytes could pass from one entry to the next unseen. */
    private void number(int value) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
    }
}
