package org.bgworker.host.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file's bytes, read once. */
final class FileContent {
    private static final MessageDigest SHA_256 = digest();

    private final Path path;
    private final byte[] bytes;
    private final String sha256;

    private FileContent(Path path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
        this.sha256 = sha256(bytes);
    }

    Path path() {
        return path;
    }

    /** All of them, and nobody's to change. */
    byte[] bytes() {
        return bytes;
    }

    /** Of the bytes, 64 hexadecimal digits. */
    String sha256() {
        return sha256;
    }

    /** Opens the file, once, and reads it to its end. */
    static FileContent read(Path path, Budget budget) throws IOException, Budget.TooLargeException {
        if (!Files.readAttributes(path, BasicFileAttributes.class).isRegularFile()) {
            throw new IOException("not a regular file"); // to open a pipe would wait for ever
        }
        try (var in = Files.newByteChannel(path)) {
            long size = in.size();
            budget.take(size);
            var bytes = ByteBuffer.allocate((int) size);
            while (bytes.hasRemaining() && in.read(bytes) >= 0) {
                // reads on
            }
            if (bytes.hasRemaining() || in.size() != size) {
                throw new IOException("it changed while it was read");
            }
            return new FileContent(path, bytes.array());
        }
    }

    static String sha256(byte[] bytes) {
        try {
            var digest = (MessageDigest) SHA_256.clone(); // to look for one takes longer
            return HexFormat.of().formatHex(digest.digest(bytes));
        } catch (CloneNotSupportedException theJdksIsCloneable) {
            throw new IllegalStateException(theJdksIsCloneable);
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
