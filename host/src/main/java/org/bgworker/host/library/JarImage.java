package org.bgworker.host.library;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.net.MalformedURLException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipException;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a jar, in memory. Of a multi-release jar, what this version of Java would see.
 *
 * @param path where the jar lay
 * @param entries bytes by name
 * @param packages that hold classes
 * @param attributes of the manifest
 * @param codeSource for the classes' protection domain
 */
record JarImage(
        Path path,
        Map<String, byte[]> entries,
        Set<String> packages,
        Attributes attributes,
        CodeSource codeSource) {

    private static final byte[] LOCAL_HEADER = {'P', 'K', 3, 4};

    /** Reads a jar and closes it. */
    static JarImage read(Path path) throws ReportException {
        var entries = new HashMap<String, byte[]>();
        CodeSigner @Nullable [] signers = null;
        try (var jar = new JarFile(path.toFile(), true, JarFile.OPEN_READ, Runtime.version())) {
            for (var entry : (Iterable<JarEntry>) jar.versionedStream()::iterator) {
                if (!entry.isDirectory()) {
                    try (InputStream in = jar.getInputStream(entry)) {
                        entries.put(entry.getName(), read(in, entry.getSize()));
                    }
                    signers = signers == null ? entry.getCodeSigners() : signers;
                }
            }
            var manifest = jar.getManifest();
            return new JarImage(
                    path,
                    Map.copyOf(entries),
                    packages(entries.keySet()),
                    manifest == null ? new Attributes() : manifest.getMainAttributes(),
                    codeSource(path, signers));
        } catch (ZipException notAZip) {
            throw unreadable(path, notAZip);
        } catch (IOException | SecurityException failed) {
            throw new ReportException(
                    "could not load library \"%s\": could not read the file".formatted(path),
                    "%s."
                            .formatted(
                                    failed instanceof IOException io
                                            ? FileFailure.reason(io)
                                            : failed.getMessage()),
                    "");
        }
    }

    /** All bytes; without a large buffer for each small file, if the jar tells the size. */
    private static byte[] read(InputStream in, long size) throws IOException {
        if (size < 0 || size > Integer.MAX_VALUE) {
            return in.readAllBytes();
        }
        var bytes = in.readNBytes((int) size);
        if (in.read() >= 0) {
            throw new ZipException("an entry is larger than the jar says");
        }
        return bytes;
    }

    private static CodeSource codeSource(Path path, CodeSigner @Nullable [] signers)
            throws MalformedURLException {
        return new CodeSource(path.toUri().toURL(), signers);
    }

    private static ReportException unreadable(Path path, ZipException failed) {
        boolean begun;
        try (var in = Files.newInputStream(path)) {
            begun = java.util.Arrays.equals(in.readNBytes(4), LOCAL_HEADER);
        } catch (IOException gone) {
            begun = false;
        }
        return new ReportException(
                begun
                        ? "could not load library \"%s\": the file is truncated".formatted(path)
                        : "could not load library \"%s\": the file is not a jar".formatted(path),
                "It cannot be read as a zip archive: %s.".formatted(failed.getMessage()),
                begun
                        ? "Copy it again, to another name on the same file system, and then rename it."
                        : "");
    }

    private static Set<String> packages(Set<String> names) {
        return names.stream()
                .filter(name -> name.endsWith(".class") && name.indexOf('/') > 0)
                .filter(name -> !name.startsWith("META-INF/"))
                .map(JarImage::packageOf)
                .distinct()
                .filter(JarImage::isPackageName)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** As the JDK does, a jar's directories that cannot be packages are left out. */
    private static boolean isPackageName(String name) {
        try {
            ModuleDescriptor.newModule("m").packages(Set.of(name));
            return true;
        } catch (IllegalArgumentException noName) {
            return false;
        }
    }

    /** To compare all bytes would take long, and images are keys of maps. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** The package of an entry, by its path; empty at the top. */
    static String packageOf(String entry) {
        int slash = entry.lastIndexOf('/');
        return slash < 0 ? "" : entry.substring(0, slash).replace('/', '.');
    }

    String fileName() {
        return String.valueOf(path.getFileName());
    }

    Optional<byte[]> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** The descriptor of a jar that has one. */
    Optional<ModuleDescriptor> descriptor() throws ReportException {
        var bytes = entry("module-info.class");
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ModuleDescriptor.read(ByteBuffer.wrap(bytes.orElseThrow()), () -> packages));
        } catch (InvalidModuleDescriptorException bad) {
            throw new ReportException(
                    "could not load library \"%s\": invalid module-info".formatted(path),
                    String.valueOf(bad.getMessage()),
                    "");
        }
    }
}
