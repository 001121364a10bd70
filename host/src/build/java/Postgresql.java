import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.zip.ZipFile;
import org.tukaani.xz.XZInputStream;

/**
 * Puts PostgreSQL's programs into the distribution, for its private server. They are unpacked once
 * and linked into each distribution; what no server needs is left out: static libraries, what only
 * serves to compile extensions, and languages whose own libraries are absent.
 */
final class Postgresql {
    private static final List<String> LEFT_OUT =
            List.of("*.a", "*ecpg*", "*pgtypes*", "*/pgxs", "*/pkgconfig", "*plperl*", "*plpython*", "*pltcl*", "include");
    private static final String NOBODY = "65534";

    private Postgresql() {}

    /**
     * Adds them.
     *
     * @param args the jar of binaries, a folder to keep them in, the distribution, and the notices
     */
    public static void main(String[] args) throws Exception {
        var kept = Files.createDirectories(Path.of(args[1]));
        var distribution = Path.of(args[2]);
        var programs = unpacked(Path.of(args[0]), kept);
        Files.copy(Path.of(args[3]), programs.resolve("NOTICES"), StandardCopyOption.REPLACE_EXISTING);
        template(programs);
        link(programs, distribution.resolve("postgresql"));
    }

    private static Path unpacked(Path jar, Path kept) throws Exception {
        try (var zip = new ZipFile(jar.toFile())) {
            var archive = zip.stream().filter(one -> one.getName().endsWith(".txz")).findFirst().orElseThrow();
            var programs = kept.resolve("programs-" + Long.toHexString(archive.getCrc()));
            if (!Files.exists(programs)) {
                var unpacking = Files.createTempDirectory(kept, "unpacking", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
                Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
                var tar = new ArrayList<>(List.of("tar", "-x", "--no-same-owner", "-C", unpacking.toString()));
                LEFT_OUT.forEach(pattern -> tar.add("--exclude=" + pattern));
                var process = new ProcessBuilder(tar).redirectError(ProcessBuilder.Redirect.INHERIT).start();
                try (var from = new XZInputStream(zip.getInputStream(archive)); var to = process.getOutputStream()) {
                    from.transferTo(to);
                }
                require(process, "tar");
                Files.move(unpacking, programs, StandardCopyOption.ATOMIC_MOVE);
            }
            return programs;
        }
    }

    /** An empty data directory, for users without a name, for whom initdb fails. */
    private static void template(Path programs) throws Exception {
        var template = programs.resolve("template.tar.gz");
        if (Files.exists(template)) {
            return;
        }
        var place = Files.createTempDirectory("postgresql-template");
        try {
            var user = new ArrayList<String>();
            if ("root".equals(System.getProperty("user.name"))) {
                Files.setAttribute(place, "unix:uid", Integer.valueOf(NOBODY));
                user.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"));
            }
            var initdb = new ArrayList<>(user);
            initdb.addAll(List.of(programs.resolve("bin/initdb").toString(), "--pgdata=/proc/self/cwd", "--username=postgres", "--auth-local=trust",
                    "--auth-host=scram-sha-256", "--encoding=UTF8", "--data-checksums", "--wal-segsize=1", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"));
            var process = new ProcessBuilder(initdb).directory(place.toFile()).redirectErrorStream(true).start();
            var said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                System.err.println("no template of a data directory was made; only users without a name need it: " + said);
                return;
            }
            var made = Path.of(template + ".new");
            require(new ProcessBuilder("tar", "-czf", made.toAbsolutePath().toString(), "--owner=0", "--group=0", ".").directory(place.toFile()).inheritIO().start(), "tar");
            Files.move(made, template, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(place);
        }
    }

    private static void require(Process process, String name) throws Exception {
        if (process.waitFor() != 0) {
            throw new IOException(name + " has failed");
        }
    }

    private static void link(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                var target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file) && !Files.isSymbolicLink(file)) {
                    Files.createDirectories(target);
                } else if (Files.isSymbolicLink(file)) {
                    Files.createSymbolicLink(target, Files.readSymbolicLink(file));
                } else {
                    Files.createLink(target, file);
                }
            }
        }
    }

    private static void delete(Path tree) throws IOException {
        try (var files = Files.walk(tree)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
