package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.bgworker.host.archive.JarImage;

/** One SHA-256 of all files of a library: of their own, sorted. */
final class Fingerprint {
    private Fingerprint() {}

    static String of(List<JarImage> jars) {
        return ofHashes(jars.stream().map(JarImage::sha256).toList());
    }

    static String ofHashes(List<String> hashes) {
        if (hashes.size() == 1) {
            return hashes.getFirst();
        }
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            hashes.stream().sorted().forEach(one -> digest.update(one.getBytes(US_ASCII)));
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
