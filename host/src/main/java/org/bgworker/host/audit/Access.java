package org.bgworker.host.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.library.Gate;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;

/**
 * Who else could change a library. File systems that know no permissions have nothing to say.
 *
 * @param modules the modules directory; may itself be a link
 */
record Access(Path modules) {
    private static final Path SELF = Path.of("/proc/self");

    /** Whether everybody may write a file or folder, sticky or not; links are followed. */
    static boolean othersMayWrite(Path path) throws IOException {
        return permissions(path).contains(PosixFilePermission.OTHERS_WRITE);
    }

    /** Who may do what with a file or folder; nothing where there are no permissions. */
    static Set<PosixFilePermission> permissions(Path path) throws IOException {
        var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        return view == null ? Set.of() : view.readAttributes().permissions();
    }

    /** Who may do what with the modules directory; nobody anything if it is not there. */
    Set<PosixFilePermission> permissions() {
        try {
            return permissions(modules);
        } catch (IOException absent) {
            return Set.of();
        }
    }

    /**
     * Links that leave the modules directory, and what others may write: of a library, all of it.
     */
    List<Report> problems(Gate.Identity library) {
        var found = new ArrayList<Report>();
        try {
            var inside = modules.toRealPath();
            for (var path : paths(library)) {
                var real = path.toRealPath();
                if (!real.startsWith(inside)) {
                    found.add(outside(library, path, real));
                }
            }
            for (var path : writable(library, inside)) {
                if (othersMayWrite(path)) {
                    found.add(writableByOthers(library, path));
                }
            }
        } catch (IOException failed) {
            found.add(
                    Report.error(
                            "could not load library \"%s\": could not see who may change it"
                                    .formatted(library.name()),
                            "%s.".formatted(FileFailure.reason(failed)),
                            ""));
        }
        return found;
    }

    /** The entry, and the files of it if it is a folder. */
    private static Set<Path> paths(Gate.Identity library) {
        var paths = new LinkedHashSet<Path>();
        paths.add(library.entry());
        library.files().forEach(file -> paths.add(file.path()));
        return paths;
    }

    /** The files behind the paths, and every folder from them up to the modules directory. */
    private static Set<Path> writable(Gate.Identity library, Path inside) throws IOException {
        var all = new LinkedHashSet<Path>();
        for (var path : paths(library)) {
            var real = path.toRealPath();
            all.add(real);
            for (var folder = real.getParent();
                    folder != null && folder.startsWith(inside);
                    folder = folder.getParent()) {
                all.add(folder);
            }
        }
        all.add(inside);
        return all;
    }

    private static Report outside(Gate.Identity library, Path path, Path real) {
        return Report.error(
                "could not load library \"%s\": a link leaves the modules directory"
                        .formatted(library.name()),
                "\"%s\" leads to \"%s\".".formatted(path, real),
                "Copy what it leads to into the modules directory.");
    }

    private static Report writableByOthers(Gate.Identity library, Path path) {
        return Report.error(
                "could not load library \"%s\": others may write \"%s\""
                        .formatted(library.name(), path),
                "Who may write there could change the library after its audit.",
                "Take that from them: chmod o-w %s".formatted(Words.quoted(path)));
    }

    /**
     * Why a library may not be taken for what its author has just built; empty if nobody but this
     * user could have written it.
     */
    Optional<String> notBuiltHere(Gate.Identity library, UserPrincipal user) {
        try {
            for (var path : writable(library, modules.toRealPath())) {
                var view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
                if (view == null) {
                    return Optional.of("it cannot be told whose \"%s\" is".formatted(path));
                }
                var attributes = view.readAttributes();
                if (!attributes.owner().equals(user)) {
                    return Optional.of(
                            "\"%s\" belongs to %s, not to %s"
                                    .formatted(path, attributes.owner().getName(), user.getName()));
                }
                var may = attributes.permissions();
                if (may.contains(PosixFilePermission.GROUP_WRITE)
                        || may.contains(PosixFilePermission.OTHERS_WRITE)) {
                    return Optional.of("\"%s\" may be written by others".formatted(path));
                }
            }
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(FileFailure.reason(failed));
        }
    }

    /**
     * The user whose files this process makes. On Linux that is the owner of the process's entry in
     * /proc, except for a process with extra privileges, whose entry belongs to root; the owner is
     * therefore used only if it is the JVM's user.
     */
    static UserPrincipal user() throws IOException {
        if (Files.exists(SELF)) {
            var owner = Files.getOwner(SELF);
            if (owner.getName().equals(System.getProperty("user.name"))) {
                return owner;
            }
        }
        return makerOfFiles();
    }

    /** Learned from a file, which takes a secure random name. */
    static UserPrincipal makerOfFiles() throws IOException {
        var file = Files.createTempFile("bgworker", ".user");
        try {
            return Files.getOwner(file);
        } finally {
            Files.delete(file);
        }
    }
}
