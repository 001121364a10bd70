package org.bgworker.host.audit;

import static org.bgworker.host.audit.Lines.A;
import static org.bgworker.host.audit.Lines.B;
import static org.bgworker.host.audit.Lines.permit;
import static org.bgworker.host.audit.Lines.revoke;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.library.Gate;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who passes the gate. */
final class AuditTest {
    @TempDir private Path dir;
    private final List<Report> told = new ArrayList<>();

    @BeforeEach
    void make_the_directories() throws IOException {
        Files.createDirectory(modules());
        Files.createDirectory(data());
        Files.createDirectory(dir.resolve("distribution"));
        mode(dir.resolve("modules"), "rwxr-xr-x");
    }

    private Path modules() {
        return dir.resolve("modules");
    }

    private Path data() {
        return dir.resolve("data");
    }

    private AuditList own() {
        return AuditList.in(data(), told::add);
    }

    private AuditList distributions() {
        return AuditList.in(dir.resolve("distribution"), told::add);
    }

    private Audit audit(Audit.Mode mode) {
        return new Audit(new Audit.Directories(modules(), data()), mode, own(), distributions());
    }

    private static void mode(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** A jar with this hash. */
    private Gate.Identity jar(String hash) throws IOException {
        var jar = modules().resolve("p.jar");
        if (Files.notExists(jar)) {
            Files.createFile(jar);
            mode(jar, "rw-r--r--");
        }
        return new Gate.Identity(jar, "p", "1.1", List.of(new Gate.HashedFile(jar, hash)));
    }

    /** A folder of jars with these hashes. */
    private Gate.Identity folder(String... hashes) throws IOException {
        var folder = Files.createDirectory(modules().resolve("p"));
        mode(folder, "rwxr-xr-x");
        var files = new ArrayList<Gate.HashedFile>();
        for (var hash : hashes) {
            var file = Files.createFile(folder.resolve(hash.substring(60) + ".jar"));
            mode(file, "rw-r--r--");
            files.add(new Gate.HashedFile(file, hash));
        }
        return new Gate.Identity(folder, "p", "1.1", files);
    }

    private static void assertDecision(String word, Gate.Decision decision) {
        assertEquals(word, decision.word(), decision.reports().toString());
    }

    @Test
    void what_nobody_has_permitted_is_not_audited_and_the_report_says_what_helps()
            throws Exception {
        var decision = audit(Audit.Mode.ON).decide(jar(A));
        assertDecision("not audited", decision);
        assertEquals(
                List.of(
                        Report.error(
                                "library \"p\" is not audited",
                                "No line of the list permits \"p.jar\" (SHA-256 %s).".formatted(A),
                                "Review it: bgworker audit p --modules %1$s --data %2$s; then permit it: bgworker audit p --modules %1$s --data %2$s --permit"
                                        .formatted(modules(), data()))),
                decision.reports());
    }

    @Test
    void what_either_list_permits_is_permitted() throws Exception {
        own().append(List.of(permit(A)));
        distributions().append(List.of(permit(B)));
        assertEquals(new Gate.Permitted(List.of()), audit(Audit.Mode.ON).decide(jar(A)));
        assertEquals(new Gate.Permitted(List.of()), audit(Audit.Mode.ON).decide(jar(B)));
    }

    @Test
    void all_files_are_permitted_as_one_set() throws Exception {
        own().append(List.of(permit(A), permit(B)));
        var library = folder(A, B);
        var decision = audit(Audit.Mode.ON).decide(library);
        assertDecision("not audited", decision);
        own().append(List.of(permit(B, A)));
        assertDecision("permitted", audit(Audit.Mode.ON).decide(library));
        own().append(List.of(revoke(A)));
        assertDecision("permitted", audit(Audit.Mode.ON).decide(library));
    }

    @Test
    void the_report_names_the_files_that_differ_from_the_permitted_version() throws Exception {
        own().append(List.of(permit(A)));
        var decision = audit(Audit.Mode.ON).decide(folder(A, B));
        assertEquals(
                "It differs from version 1.0, permitted at 2026-11-22T12:00:00Z, in \"bbbb.jar\" (SHA-256 %s)."
                        .formatted(B),
                decision.reports().getFirst().detail());
    }

    @Test
    void the_report_says_that_files_of_the_permitted_version_are_missing() throws Exception {
        own().append(List.of(permit(A, B)));
        assertEquals(
                "It lacks files of version 1.0, permitted at 2026-11-22T12:00:00Z.",
                audit(Audit.Mode.ON).decide(jar(A)).reports().getFirst().detail());
    }

    @Test
    void what_is_revoked_is_not_audited_even_if_the_distribution_permits_it() throws Exception {
        distributions().append(List.of(permit(A)));
        own().append(List.of(revoke(A)));
        var decision = audit(Audit.Mode.ON).decide(jar(A));
        assertDecision("not audited", decision);
        assertEquals(
                "It was revoked at 2026-11-22T12:00:00Z by ann.",
                decision.reports().getFirst().detail());
    }

    @Test
    void an_unusable_list_permits_nothing_that_the_other_does_either() throws Exception {
        distributions().append(List.of(permit(A)));
        Files.writeString(own().path(), "torn");
        var decision = audit(Audit.Mode.ON).decide(jar(A));
        assertDecision("not audited", decision);
        assertEquals(
                "The list of audited modules \"%s\" cannot be used, so nothing is permitted."
                        .formatted(own().path()),
                decision.reports().getFirst().detail());
    }

    @Test
    void a_refresh_sees_both_lists() throws Exception {
        var audit = audit(Audit.Mode.ON);
        assertFalse(audit.refresh());
        own().append(List.of(permit(A)));
        distributions().append(List.of(permit(B)));
        assertTrue(audit.refresh());
        assertFalse(audit.refresh());
        assertDecision("permitted", audit.decide(jar(A)));
        assertDecision("permitted", audit.decide(jar(B)));
    }

    @Test
    void a_refresh_sees_who_may_write_the_modules_directory() throws Exception {
        var audit = audit(Audit.Mode.ON);
        mode(modules(), "rwxr-xrwx");
        assertTrue(audit.refresh());
        assertFalse(audit.refresh());
        mode(modules(), "rwxr-xr-x");
        assertTrue(audit.refresh());
    }

    @Test
    void where_the_audit_is_off_nothing_is_refused_and_what_others_may_write_is_warned_of()
            throws Exception {
        var library = jar(A);
        assertEquals(new Gate.Permitted(List.of()), audit(Audit.Mode.OFF).decide(library));
        mode(library.entry(), "rw-r--rw-");
        var decision = audit(Audit.Mode.OFF).decide(library);
        assertDecision("permitted", decision);
        assertEquals(Severity.WARNING, decision.reports().getFirst().severity());
    }

    @Test
    void what_its_author_has_just_built_is_permitted_for_one_run() throws Exception {
        assertDecision("permitted", audit(Audit.Mode.PERMIT_BUILT).decide(jar(A)));
        assertFalse(Files.exists(own().path()));
        assertDecision("not audited", audit(Audit.Mode.ON).decide(jar(A)));
    }

    @Test
    void what_the_group_may_write_does_not_count_as_built_here() throws Exception {
        var library = folder(A, B);
        for (var path : List.of(modules(), library.entry(), library.files().getLast().path())) {
            var before = Files.getPosixFilePermissions(path);
            var more = new java.util.HashSet<>(before);
            more.add(java.nio.file.attribute.PosixFilePermission.GROUP_WRITE);
            Files.setPosixFilePermissions(path, more);
            var decision = audit(Audit.Mode.PERMIT_BUILT).decide(library);
            assertDecision("not audited", decision);
            assertTrue(
                    decision.reports()
                            .getFirst()
                            .detail()
                            .endsWith(
                                    "\nNor does it count as built here: \"%s\" may be written by others."
                                            .formatted(path.toRealPath())),
                    decision.reports().toString());
            Files.setPosixFilePermissions(path, before);
        }
    }

    @Test
    void what_the_group_may_write_passes_the_audit() throws Exception {
        own().append(List.of(permit(A)));
        var library = jar(A);
        mode(library.entry(), "rw-rw-r--");
        mode(modules(), "rwxrwxr-x");
        assertDecision("permitted", audit(Audit.Mode.ON).decide(library));
    }
}
