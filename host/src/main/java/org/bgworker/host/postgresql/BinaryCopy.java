package org.bgworker.host.postgresql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A copy of PostgreSQL's programs where every user may run them; root's, made once. */
final class BinaryCopy {
    private static final Path PLACE = Path.of("/var/lib/bgworker");

    private BinaryCopy() {}

    /** The folder bin of the copy. */
    static Path of(Binaries original) throws IOException, InterruptedException {
        var copy = PLACE.resolve("postgresql-" + original.version());
        if (!Files.exists(copy)) {
            make(original.directory().resolveSibling("").toAbsolutePath().normalize(), copy);
        }
        return copy.resolve("bin");
    }

    /** Under another name first, so that half a copy is none. */
    private static void make(Path original, Path copy) throws IOException, InterruptedException {
        var forAll = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.createDirectories(PLACE, PosixFilePermissions.asFileAttribute(forAll));
        var temporary = Files.createTempDirectory(PLACE, "copy");
        Files.setPosixFilePermissions(temporary, forAll);
        var script = "cp -RL \"$1/.\" \"$2\" && chmod -R u+rwX,go+rX,go-w \"$2\"";
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
            throw new IOException(done.output());
        }
        Files.move(temporary, copy, StandardCopyOption.ATOMIC_MOVE);
    }
}
