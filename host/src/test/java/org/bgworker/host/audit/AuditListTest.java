package org.bgworker.host.audit;

import static org.bgworker.host.audit.Lines.A;
import static org.bgworker.host.audit.Lines.B;
import static org.bgworker.host.audit.Lines.NOON;
import static org.bgworker.host.audit.Lines.permit;
import static org.bgworker.host.audit.Lines.revoke;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a list says, and that one that cannot be read says nothing. */
final class AuditListTest {
    @TempDir private Path data;
    private final List<Report> told = new ArrayList<>();

    private AuditList list() {
        return AuditList.in(data, told::add);
    }

    private Path file() {
        return data.resolve("audited_modules");
    }

    private void append(String text) throws IOException {
        Files.writeString(file(), text, StandardOpenOption.APPEND);
    }

    private static Optional<AuditLine.Deed> deed(AuditList list, String... hashes) {
        return list.about(List.of(hashes)).map(AuditLine::deed);
    }

    @Test
    void an_absent_list_says_nothing_and_is_usable() {
        var list = list();
        assertTrue(list.isUsable());
        assertEquals(Optional.empty(), deed(list, A));
        assertEquals(List.of(), told);
    }

    @Test
    void what_is_appended_is_read_by_others_and_by_the_list_itself() throws ReportException {
        var list = list();
        var line =
                new AuditLine(
                        AuditLine.Deed.PERMIT,
                        "p",
                        "",
                        NOON.plusNanos(5),
                        "ann",
                        List.of(B, A),
                        "für alle");
        list.append(List.of(line));
        assertEquals(List.of(line), list.lines());
        assertEquals(List.of(line), list().lines());
        assertEquals(List.of(A, B), line.hashes());
        assertEquals(NOON, line.when());
    }

    @Test
    void the_file_begins_with_what_it_is_and_is_its_owners() throws Exception {
        list().append(List.of(permit(A)));
        list().append(List.of(revoke(A)));
        assertEquals(
                """
                # bgworker audited modules 1: deed, module, version, when, who, SHA-256 of every file, note
                permit\tp\t1.0\t2026-11-22T12:00:00Z\tann\t%1$s\t
                revoke\tp\t1.0\t2026-11-22T12:00:00Z\tann\t%1$s\t
                """
                        .formatted(A),
                Files.readString(file()));
        assertEquals(
                "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    void the_last_line_about_the_same_set_of_files_holds() throws ReportException {
        var list = list();
        list.append(List.of(permit(A), permit(A, B), revoke(A)));
        assertEquals(Optional.of(AuditLine.Deed.REVOKE), deed(list, A));
        assertEquals(Optional.of(AuditLine.Deed.PERMIT), deed(list, B, A));
        assertEquals(Optional.empty(), deed(list, B));
        list.append(List.of(permit(A)));
        assertEquals(Optional.of(AuditLine.Deed.PERMIT), deed(list, A));
    }

    @Test
    void what_cannot_stand_in_a_line_is_refused() {
        for (var bad : List.of("a\tb", "a\nb", "a\rb", "a\u001b[2J", "a\u2028b", "a\u0085b")) {
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new AuditLine(
                                    AuditLine.Deed.PERMIT, "p", "1", NOON, "ann", List.of(A), bad));
            assertThrows(
                    IllegalArgumentException.class,
                    () ->
                            new AuditLine(
                                    AuditLine.Deed.PERMIT, bad, "1", NOON, "ann", List.of(A), ""));
        }
    }

    @Test
    void a_line_that_cannot_be_read_makes_the_list_unusable_and_is_told_with_its_place()
            throws Exception {
        var good = permit(A).text();
        for (var bad :
                List.of(
                        "",
                        "permit",
                        "# another comment",
                        good + "\tmore",
                        good.replace("permit", "allow"),
                        good.replace("permit", "PERMIT"),
                        good.replace("\tp\t", "\t\t"),
                        good.replace("\tp\t", "\tp\u001b[2J\t"),
                        good.replace("ann", ""),
                        good.replace("2026-11-22T", "2026-22-11T"),
                        good.replace("2026-11-22T12:00:00Z", "yesterday"),
                        good.replace(A, ""),
                        good.replace(A, A.substring(1)),
                        good.replace(A, A + ","),
                        good.replace(A, "A".repeat(64)),
                        good.replace(A, A + ";" + B),
                        good + "\r")) {
            Files.deleteIfExists(file());
            list().append(List.of(permit(A)));
            append(bad + "\n" + permit(B).text() + "\n");
            told.clear();
            var list = list();
            assertFalse(list.isUsable(), bad);
            assertEquals(Optional.empty(), deed(list, A), bad);
            assertEquals(Optional.empty(), deed(list, B), bad);
            assertEquals(1, told.size());
            assertEquals(
                    "invalid line 3 in list of audited modules \"%s\"".formatted(file()),
                    told.getFirst().primary());
        }
    }

    @Test
    void a_torn_line_makes_the_list_unusable_and_nothing_is_appended_to_it() throws Exception {
        list().append(List.of(permit(A)));
        var whole = Files.readAllBytes(file());
        for (int length = 1; length < whole.length; length++) {
            Files.write(file(), java.util.Arrays.copyOf(whole, length));
            var list = list();
            boolean headerAlone = whole[length - 1] == '\n';
            assertEquals(headerAlone, list.isUsable(), "of length " + length);
            assertEquals(Optional.empty(), deed(list, A));
            if (!headerAlone) {
                assertThrows(ReportException.class, () -> list.append(List.of(permit(B))));
                assertEquals(length, Files.size(file()));
            }
        }
    }

    @Test
    void bytes_that_are_no_utf_8_make_the_list_unusable() throws Exception {
        list().append(List.of(permit(A)));
        var bytes = Files.readAllBytes(file());
        bytes[bytes.length - 3] = (byte) 0xff;
        Files.write(file(), bytes);
        assertFalse(list().isUsable());
    }

    @Test
    void another_first_line_makes_the_list_unusable() throws Exception {
        Files.writeString(file(), permit(A).text() + "\n");
        assertFalse(list().isUsable());
        Files.writeString(file(), AuditText.HEADER.replace("1", "2") + "\n");
        assertFalse(list().isUsable());
    }

    @Test
    void a_list_that_becomes_unreadable_keeps_what_it_said_and_says_so_once() throws Exception {
        var list = list();
        list.append(List.of(permit(A)));
        append("torn");
        assertFalse(list.refresh());
        assertFalse(list.refresh());
        assertEquals(Optional.of(AuditLine.Deed.PERMIT), deed(list, A));
        assertEquals(1, told.size());
        assertEquals(Severity.WARNING, told.getFirst().severity());
        assertEquals(
                "The line cannot be read: it does not end: whoever wrote it was interrupted. What the list said before goes on to hold.",
                told.getFirst().detail());
        Files.writeString(file(), AuditText.HEADER + "\n" + revoke(A).text() + "\n");
        assertTrue(list.refresh());
        assertEquals(Optional.of(AuditLine.Deed.REVOKE), deed(list, A));
        append("torn again");
        assertFalse(list.refresh());
        assertEquals(2, told.size());
    }

    @Test
    void a_list_that_was_unusable_is_taken_once_it_is_restored() throws Exception {
        Files.writeString(file(), "what is this\n");
        var list = list();
        assertFalse(list.isUsable());
        assertFalse(list.refresh());
        Files.writeString(file(), AuditText.HEADER + "\n" + permit(A).text() + "\n");
        assertTrue(list.refresh());
        assertEquals(Optional.of(AuditLine.Deed.PERMIT), deed(list, A));
        assertEquals(1, told.size());
    }

    @Test
    void a_refresh_tells_what_changed_and_only_that() throws Exception {
        var list = list();
        assertFalse(list.refresh());
        list().append(List.of(permit(A)));
        assertTrue(list.refresh());
        assertFalse(list.refresh());
        Files.setLastModifiedTime(file(), java.nio.file.attribute.FileTime.from(NOON));
        assertFalse(list.refresh());
        Files.delete(file());
        assertTrue(list.refresh());
        assertEquals(Optional.empty(), deed(list, A));
    }

    @Test
    void a_list_that_others_may_write_is_unusable() throws Exception {
        list().append(List.of(permit(A)));
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw----rw-"));
        assertUnsafe("others may write it");
    }

    @Test
    void a_list_in_a_folder_that_others_may_write_is_unusable() throws Exception {
        list().append(List.of(permit(A)));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx---rwx"));
        assertUnsafe("others may write the folder it lies in");
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_list_that_is_a_link_is_unusable() throws Exception {
        list().append(List.of(permit(A)));
        Files.move(file(), data.resolve("elsewhere"));
        Files.createSymbolicLink(file(), data.resolve("elsewhere"));
        assertUnsafe("it is not a regular file");
    }

    @Test
    void a_list_that_is_a_folder_is_unusable() throws Exception {
        Files.createDirectory(file());
        assertUnsafe("it is not a regular file");
    }

    private void assertUnsafe(String why) {
        var list = list();
        assertFalse(list.isUsable());
        assertEquals(
                "cannot use list of audited modules \"%s\": %s".formatted(file(), why),
                told.getLast().primary());
        assertThrows(ReportException.class, () -> list.append(List.of(permit(B))));
    }

    @Test
    void the_list_of_a_distribution_that_has_none_is_empty() {
        var list = AuditList.ofTheDistribution(told::add);
        assertEquals(List.of(), list.lines());
        assertTrue(list.path().endsWith("audited_modules"));
        assertEquals(List.of(), told);
    }
}
