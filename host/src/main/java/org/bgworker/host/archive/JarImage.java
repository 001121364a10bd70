package org.bgworker.host.archive;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.InvalidModuleDescriptorException;
import java.lang.module.ModuleDescriptor;
import java.net.MalformedURLException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.CodeSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import java.util.zip.ZipException;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;
import org.jspecify.annotations.Nullable;

/**
 * The content of a jar, in memory. Of a multi-release jar, what this version of Java would see.
 *
 * @param path where the jar lay
 * @param location the same, as the JDK calls it
 * @param sha256 of the file's bytes, 64 hexadecimal digits
 * @param entries bytes by name
 * @param packages that hold classes
 * @param attributes of the manifest
 * @param codeSource for the classes' protection domain
 */
public record JarImage(
        Path path,
        URI location,
        String sha256,
        Map<String, byte[]> entries,
        Set<String> packages,
        Attributes attributes,
        CodeSource codeSource) {

    private static final byte[] LOCAL_HEADER = {'P', 'K', 3, 4};
    private static final String VERSIONS = "META-INF/versions/";

    /** Reads a jar, opening it once. */
    public static JarImage read(Path path, Budget budget) throws ReportException {
        try {
            var file = FileContent.read(path, budget);
            var image = of(file, budget);
            budget.giveBack(file.bytes().length);
            return image;
        } catch (IOException failed) {
            throw new ReportException(
                    "could not load library \"%s\": could not read the file".formatted(path),
                    "%s.".formatted(FileFailure.reason(failed)),
                    "");
        } catch (Budget.TooLargeException tooLarge) {
            throw new ReportException(
                    "could not load library \"%s\": it is too large".formatted(path),
                    "Its files, packed and unpacked, need more than %d MB."
                            .formatted(tooLarge.limit() >> 20),
                    "If it needs the memory, increase the configuration parameter \"library_max_size\".");
        }
    }

    private static JarImage of(FileContent file, Budget budget)
            throws ReportException, IOException, Budget.TooLargeException {
        try {
            var all = Zip.unpack(file.bytes(), budget);
            var signers =
                    Signatures.claimedBy(all)
                            ? Signatures.verify(file).toArray(CodeSigner[]::new)
                            : null;
            var attributes = attributes(all);
            var entries = versioned(all, attributes);
            var location = file.path().toUri(); // asks the file system: once is enough
            return new JarImage(
                    file.path(),
                    location,
                    file.sha256(),
                    Map.copyOf(entries),
                    packages(entries.keySet()),
                    attributes,
                    codeSource(location, signers));
        } catch (ZipException notAZip) {
            throw unreadable(file, notAZip);
        }
    }

    private static Attributes attributes(Map<String, byte[]> entries) throws IOException {
        var bytes = entries.get("META-INF/MANIFEST.MF");
        return bytes == null
                ? new Attributes()
                : new Manifest(new ByteArrayInputStream(bytes)).getMainAttributes();
    }

    /** What this version of Java sees of a jar with several. */
    private static Map<String, byte[]> versioned(Map<String, byte[]> all, Attributes attributes) {
        if (!"true".equalsIgnoreCase(attributes.getValue(Attributes.Name.MULTI_RELEASE))) {
            return all;
        }
        var seen = new HashMap<>(all);
        seen.keySet().removeIf(name -> name.startsWith(VERSIONS));
        for (int version = 9; version <= Runtime.version().feature(); version++) {
            var prefix = VERSIONS + version + "/";
            all.forEach((name, bytes) -> {
                if (name.startsWith(prefix) && !name.startsWith("META-INF/", prefix.length())) {
                    seen.put(name.substring(prefix.length()), bytes);
                }
            });
        }
        return seen;
    }

    private static CodeSource codeSource(URI location, CodeSigner @Nullable [] signers)
            throws MalformedURLException {
        return new CodeSource(location.toURL(), signers);
    }

    private static ReportException unreadable(FileContent file, ZipException failed) {
        boolean begun =
                Arrays.equals(Arrays.copyOf(file.bytes(), LOCAL_HEADER.length), LOCAL_HEADER);
        boolean truncated = begun && failed instanceof Zip.TruncatedException;
        var primary = "could not load library \"%s\": %s";
        var detail = "It cannot be read as a zip archive: %s.".formatted(failed.getMessage());
        var hint =
                begun
                        ? "Copy it again, to another name on the same file system, and then rename it."
                        : "";
        return truncated
                ? new IncompleteException(
                        primary.formatted(file.path(), "the file is truncated"), detail, hint)
                : new ReportException(
                        primary.formatted(
                                file.path(),
                                begun ? "the file is damaged" : "the file is not a jar"),
                        detail,
                        hint);
    }

    private static Set<String> packages(Set<String> names) {
        var packages = new HashSet<String>();
        for (var name : names) {
            if (name.endsWith(".class") && name.indexOf('/') > 0 && !name.startsWith("META-INF/")) {
                packages.add(packageOf(name));
            }
        }
        packages.removeIf(name -> !isPackageName(name));
        return Set.copyOf(packages);
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
    public static String packageOf(String entry) {
        int slash = entry.lastIndexOf('/');
        return slash < 0 ? "" : entry.substring(0, slash).replace('/', '.');
    }

    /** The SHA-256 of bytes, 64 hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        return FileContent.sha256(bytes);
    }

    /** Whether an entry is a class of one of its packages. */
    public boolean holdsClass(String entry) {
        return entry.endsWith(".class") && packages.contains(packageOf(entry));
    }

    /** The last name of its path. */
    public String fileName() {
        return String.valueOf(path.getFileName());
    }

    /** The bytes of an entry. */
    public Optional<byte[]> entry(String name) {
        return Optional.ofNullable(entries.get(name));
    }

    /** The descriptor of a jar that has one. */
    public Optional<ModuleDescriptor> descriptor() throws ReportException {
        var bytes = entry("module-info.class");
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    ModuleDescriptor.read(ByteBuffer.wrap(bytes.orElseThrow()), () -> packages));
        } catch (InvalidModuleDescriptorException | UncheckedIOException bad) {
            throw new ReportException(
                    "could not load library \"%s\": invalid module-info".formatted(path),
                    String.valueOf(bad.getMessage()),
                    "");
        }
    }
}
