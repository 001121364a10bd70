package org.bgworker.host.library;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.bgworker.host.archive.JarImage;

/**
 * Collects the packages of which class files name a class: as their own, of a superclass, an
 * interface, an annotation or whatever else. Rather too many than too few: any text that begins
 * like the name of a class counts.
 */
final class NamedPackages {
    private static final int MAGIC = 0xCAFEBABE;
    private static final int POOL = 8;

    private final Set<String> found = new HashSet<>();

    private NamedPackages() {}

    /** A class file is not one, so that nobody knows what it names. */
    static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        UnreadableException(String entry, Throwable why) {
            super(entry, why);
        }
    }

    /** The packages that a jar's classes name. */
    static Set<String> in(JarImage image) throws UnreadableException {
        var packages = new NamedPackages();
        for (var one : image.entries().entrySet()) {
            if (image.holdsClass(one.getKey())) {
                try {
                    packages.add(one.getValue());
                } catch (IOException | BufferUnderflowException | IllegalArgumentException bad) {
                    throw new UnreadableException(one.getKey(), bad);
                }
            }
        }
        return packages.found;
    }

    private void add(byte[] classFile) throws IOException {
        var in = ByteBuffer.wrap(classFile);
        if (in.getInt() != MAGIC) {
            throw new IOException("it is no class file");
        }
        int count = Short.toUnsignedInt(in.position(POOL).getShort());
        for (int i = 1; i < count; i++) {
            switch (in.get()) {
                case 1 -> addText(in);
                case 3, 4, 9, 10, 11, 12, 17, 18 -> skip(in, 4);
                case 5, 6 -> {
                    skip(in, 8);
                    i++; // these take two places
                }
                case 7, 8, 16, 19, 20 -> skip(in, 2);
                case 15 -> skip(in, 3);
                default -> throw new IOException("it has an unknown constant");
            }
        }
    }

    private static void skip(ByteBuffer in, int bytes) {
        in.position(in.position() + bytes);
    }

    private void addText(ByteBuffer in) throws IOException {
        int start = in.position();
        int length = Short.toUnsignedInt(in.getShort());
        skip(in, length);
        for (int i = start + Short.BYTES; i < start + Short.BYTES + length; i++) {
            if (in.get(i) == '/' || in.get(i) == '.') {
                addName(text(in, start, length));
                return;
            }
        }
    }

    /** In the class file's own encoding, which is not quite UTF-8. */
    private static String text(ByteBuffer in, int start, int length) throws IOException {
        var constant = new byte[Short.BYTES + length];
        in.get(start, constant);
        return new DataInputStream(new ByteArrayInputStream(constant)).readUTF();
    }

    /** A name as it is, or in a descriptor; a class may also be called L. */
    private void addName(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '[') {
            start++;
        }
        var name = text.replace('/', '.');
        int end = name.lastIndexOf('.');
        if (start < end) {
            found.add(name.substring(start, end));
            if (name.charAt(start) == 'L') {
                found.add(name.substring(start + 1, end));
            }
        }
    }
}
