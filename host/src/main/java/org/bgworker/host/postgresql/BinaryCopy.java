package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** A copy of PostgreSQL's programs where every user may run them; root's, made once. */
final class BinaryCopy {
    private static final Path PLACE = Path.of("/var/lib/bgworker");
    private static final Set<PosixFilePermission> FOR_ALL =
            PosixFilePermissions.fromString("rwxr-xr-x");

    private BinaryCopy() {}

    /** The folder bin of the copy. */
    static Path of(Binaries original) throws IOException, InterruptedException {
        if (!Files.exists(PLACE)) {
            Files.createDirectories(PLACE);
            Files.setPosixFilePermissions(PLACE, FOR_ALL); // whatever the umask
        }
        requireOurs();
        var copy = PLACE.resolve(name(original));
        if (!Files.exists(copy)) {
            make(original.directory().resolveSibling("").toAbsolutePath().normalize(), copy);
        }
        return copy.resolve("bin");
    }

    /** The server's user runs what lies there, so nobody but root may write to it. */
    private static void requireOurs() throws IOException {
        var permissions = Files.getPosixFilePermissions(PLACE);
        if (ServerUser.owner(PLACE).uid() != 0
                || permissions.contains(PosixFilePermission.GROUP_WRITE)
                || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException("others than root may write \"%s\"".formatted(PLACE));
        }
    }

    /** Another for each version, and for other programs of the same version. */
    private static String name(Binaries original) throws IOException {
        var program = Path.of(original.program("postgres")).toRealPath();
        int identity =
                Objects.hash(Files.size(program), Files.getLastModifiedTime(program).toMillis());
        return "postgresql-%s-%08x".formatted(original.version(), identity);
    }

    /** Under another name first, so that half a copy is none. */
    private static void make(Path original, Path copy) throws IOException, InterruptedException {
        var temporary = Files.createTempDirectory(PLACE, "copy");
        Files.setPosixFilePermissions(temporary, FOR_ALL);
        var script =
                "cp -RL \"$1/.\" \"$2\" 2>/dev/null && chmod -R u+rwX,go+rX,go-w \"$2\" || { rm -rf \"$2\"; exit 1; }";
        var done =
                Program.run(
                        List.of(
                                "sh",
                                "-c",
                                script,
                                "sh",
                                original.toString(),
                                temporary.toString()));
        if (!done.succeeded()) {
            throw new IOException("not all files could be copied");
        }
        Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
    }
}
