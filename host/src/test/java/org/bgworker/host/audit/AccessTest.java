package org.bgworker.host.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.bgworker.host.library.Gate;
import org.bgworker.host.report.Report;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who else could change a library. */
final class AccessTest {
    @TempDir private Path dir;

    @BeforeEach
    void make_the_directory() throws IOException {
        Files.createDirectory(modules());
    }

    private Path modules() {
        return dir.resolve("modules");
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private List<String> problems(Path entry, Path... files) {
        var hashed = List.of(files).stream().map(one -> new Gate.HashedFile(one, Lines.A)).toList();
        return new Access(modules())
                .problems(new Gate.Identity(entry, "p", "", hashed)).stream()
                        .map(Report::primary)
                        .toList();
    }

    private Path folder() throws IOException {
        return Files.createDirectory(modules().resolve("p"));
    }

    @Test
    void the_user_is_whose_files_this_process_makes() throws Exception {
        assertEquals(Files.getOwner(Files.createFile(dir.resolve("made"))), Access.user());
        assertEquals(Access.user(), Access.makerOfFiles());
    }

    @Test
    void a_jar_and_a_folder_of_the_owners_are_without_problems() throws Exception {
        var jar = Files.createFile(modules().resolve("p.jar"));
        mode(jar, "rw-rw-r--");
        assertEquals(List.of(), problems(jar, jar));
        var folder = folder();
        var file = Files.createFile(folder.resolve("a.jar"));
        assertEquals(List.of(), problems(folder, file));
    }

    @Test
    void a_jar_that_others_may_write_is_told_with_the_remedy() throws Exception {
        var jar = Files.createFile(modules().resolve("p q.jar"));
        mode(jar, "rw-rw-rw-");
        assertEquals(
                List.of(
                        Report.error(
                                "could not load library \"p\": others may write \"%s\""
                                        .formatted(jar),
                                "Who may write there could change the library after its audit.",
                                "Take that from them: chmod o-w '%s'".formatted(jar))),
                new Access(modules())
                        .problems(
                                new Gate.Identity(
                                        jar, "p", "", List.of(new Gate.HashedFile(jar, Lines.A)))));
    }

    @Test
    void a_folder_a_file_of_it_and_the_modules_directory_count_too() throws Exception {
        var folder = folder();
        var file = Files.createFile(folder.resolve("a.jar"));
        for (var path : List.of(folder, file, modules())) {
            var before = Files.getPosixFilePermissions(path);
            mode(path, "rwx---rwx");
            assertEquals(
                    List.of(
                            "could not load library \"p\": others may write \"%s\""
                                    .formatted(path)),
                    problems(folder, file));
            Files.setPosixFilePermissions(path, before);
        }
    }

    @Test
    void a_sticky_bit_does_not_help() throws Exception {
        var jar = Files.createFile(modules().resolve("p.jar"));
        Files.setAttribute(modules(), "unix:mode", 01777);
        assertEquals(
                List.of(
                        "could not load library \"p\": others may write \"%s\""
                                .formatted(modules())),
                problems(jar, jar));
    }

    @Test
    void a_link_inside_the_directory_is_followed_and_one_that_leaves_it_is_told() throws Exception {
        var hidden = Files.createDirectory(modules().resolve(".versions"));
        var real = Files.createFile(hidden.resolve("p-1.jar"));
        var inside = Files.createSymbolicLink(modules().resolve("p.jar"), real);
        assertEquals(List.of(), problems(inside, inside));
        mode(hidden, "rwx---rwx");
        assertEquals(
                List.of("could not load library \"p\": others may write \"%s\"".formatted(hidden)),
                problems(inside, inside));
        var elsewhere = Files.createFile(dir.resolve("p.jar"));
        var outside = Files.createSymbolicLink(modules().resolve("q.jar"), elsewhere);
        assertEquals(
                List.of("could not load library \"p\": a link leaves the modules directory"),
                problems(outside, outside));
    }

    @Test
    void a_link_in_a_folder_and_a_folder_that_is_a_link_are_seen() throws Exception {
        var elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        var file = Files.createFile(elsewhere.resolve("a.jar"));
        var folder = folder();
        var link = Files.createSymbolicLink(folder.resolve("a.jar"), file);
        assertEquals(
                List.of("could not load library \"p\": a link leaves the modules directory"),
                problems(folder, link));
        var linked = Files.createSymbolicLink(modules().resolve("q"), elsewhere);
        assertEquals(
                List.of(
                        "could not load library \"p\": a link leaves the modules directory",
                        "could not load library \"p\": a link leaves the modules directory"),
                problems(linked, linked.resolve("a.jar")));
    }

    @Test
    void a_modules_directory_that_is_a_link_itself_is_where_it_leads() throws Exception {
        var jar = Files.createFile(modules().resolve("p.jar"));
        var link = Files.createSymbolicLink(dir.resolve("link"), modules());
        var through = link.resolve("p.jar");
        var problems =
                new Access(link)
                        .problems(
                                new Gate.Identity(
                                        through,
                                        "p",
                                        "",
                                        List.of(new Gate.HashedFile(through, Lines.A))));
        assertEquals(List.of(), problems);
        assertEquals(List.of(), problems(jar, jar));
    }

    @Test
    void a_library_that_is_gone_is_a_problem() {
        assertEquals(
                List.of("could not load library \"p\": could not see who may change it"),
                problems(modules().resolve("p.jar"), modules().resolve("p.jar")));
    }
}
