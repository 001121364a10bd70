package org.bgworker.host.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.security.CodeSigner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.bgworker.host.report.ReportException;

/** Checks the signature of a jar that has one. */
final class Signatures {
    private Signatures() {}

    static boolean claimedBy(Map<String, byte[]> entries) {
        for (var name : entries.keySet()) {
            if (name.regionMatches(true, 0, "META-INF/", 0, 9)
                    && name.toUpperCase(Locale.ROOT).endsWith(".SF")) {
                return true;
            }
        }
        return false;
    }

    /**
     * Who has signed a jar.
     *
     * @throws ReportException unless the signature covers everything, unbroken
     */
    static List<CodeSigner> verify(FileContent file) throws ReportException, IOException {
        var copy = Files.createTempFile("bgworker", ".jar");
        try {
            Files.write(copy, file.bytes());
            try (var jar = new JarFile(copy.toFile(), true)) {
                return signers(file, jar);
            }
        } catch (SecurityException broken) {
            throw broken(file, String.valueOf(broken.getMessage()));
        } finally {
            Files.delete(copy);
        }
    }

    private static List<CodeSigner> signers(FileContent file, JarFile jar)
            throws ReportException, IOException {
        List<CodeSigner> signers = List.of();
        for (var entry : (Iterable<JarEntry>) jar.stream()::iterator) {
            try (var in = jar.getInputStream(entry)) {
                in.transferTo(java.io.OutputStream.nullOutputStream());
            }
            if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                var own = entry.getCodeSigners();
                if (own == null) {
                    throw broken(file, "It does not cover %s".formatted(entry.getName()));
                }
                signers = List.of(own);
            }
        }
        return signers;
    }

    private static ReportException broken(FileContent file, String why) {
        return new ReportException(
                "could not load library \"%s\": its signature is broken".formatted(file.path()),
                why + ".",
                "Get the jar anew from whoever signed it. A signature of an algorithm that this Java no longer trusts counts as broken.");
    }
}
