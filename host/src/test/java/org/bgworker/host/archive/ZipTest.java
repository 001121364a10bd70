package org.bgworker.host.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

final class ZipTest {
    private static final long PLENTY = 100 << 20;

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    private ZipTest with(String name, String content) {
        files.put(name, content.getBytes(UTF_8));
        return this;
    }

    private byte[] zip(int method) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            out.setMethod(method);
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                var crc = new CRC32();
                crc.update(file.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(file.getValue().length);
                out.putNextEntry(entry);
                out.write(file.getValue());
            }
        }
        return bytes.toByteArray();
    }

    private byte[] zip() throws IOException {
        return zip(ZipOutputStream.DEFLATED);
    }

    private static Map<String, byte[]> unpack(byte[] zip) throws Exception {
        return Zip.unpack(zip, new Budget(PLENTY));
    }

    private static String refused(byte[] zip) {
        return String.valueOf(assertThrows(ZipException.class, () -> unpack(zip)).getMessage());
    }

    /** Where the central directory begins. */
    private static int directory(byte[] zip) {
        return little(zip).getInt(zip.length - 6);
    }

    private static ByteBuffer little(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void packed_and_stored_files_come_out_as_they_went_in() throws Exception {
        with("a", "first").with("b/c", "x".repeat(100_000)).with("empty", "").with("d/", "");
        for (int method : new int[] {ZipOutputStream.DEFLATED, ZipOutputStream.STORED}) {
            var unpacked = unpack(zip(method));
            assertEquals(Set.of("a", "b/c", "empty"), unpacked.keySet());
            for (var name : unpacked.keySet()) {
                assertArrayEquals(files.get(name), unpacked.get(name));
            }
        }
    }

    @Test
    void an_archive_cut_at_any_byte_is_truncated() throws Exception {
        var zip = with("a", "content").with("b", "more").zip();
        for (int length = 0; length < zip.length; length++) {
            var cut = Arrays.copyOf(zip, length);
            assertThrows(Zip.TruncatedException.class, () -> unpack(cut));
        }
    }

    @Test
    void a_name_that_leads_out_of_the_archive_is_refused() throws Exception {
        for (var name : new String[] {"../a", "b/../../a", "/a", "b\\..\\a", "b/..", "a\0b"}) {
            files.clear();
            var zip = with(name, "content").zip();
            assertEquals(
                    "\"%s\" is no name of a file in it".formatted(name.replace('\0', '?')),
                    refused(zip));
        }
    }

    @Test
    void two_files_of_one_name_are_refused() throws Exception {
        var zip = with("aa", "one").with("ab", "two").zip();
        for (int i = 0; i < zip.length - 1; i++) {
            if (zip[i] == 'a' && zip[i + 1] == 'b') {
                zip[i + 1] = 'a';
            }
        }
        assertEquals("\"aa\" is there twice", refused(zip));
    }

    @Test
    void a_bomb_is_refused_before_it_takes_memory() throws Exception {
        var zip = with("bomb", "0".repeat(20 << 20)).zip();
        var refused =
                assertThrows(
                        Budget.TooLargeException.class, () -> Zip.unpack(zip, new Budget(1 << 20)));
        assertEquals(1 << 20, refused.limit());
    }

    @Test
    void an_entry_that_says_more_than_it_can_hold_is_refused() throws Exception {
        var zip = with("a", "content").zip();
        little(zip).putInt(directory(zip) + 24, 90 << 20);
        assertEquals("an entry is smaller than it says", refused(zip));
    }

    @Test
    void entries_that_share_their_bytes_are_refused() throws Exception {
        var zip = with("a", "content").with("b", "content").zip();
        int second = directory(zip) + 46 + 1;
        little(zip).putInt(second + 42, 0);
        assertEquals("entries lie in one another", refused(zip));
    }

    @Test
    void a_checksum_that_is_wrong_is_refused() throws Exception {
        var zip = with("a", "content").zip(ZipOutputStream.STORED);
        zip[31]++;
        assertEquals("an entry's checksum is wrong", refused(zip));
    }

    @Test
    void a_name_that_differs_between_directory_and_entry_is_refused() throws Exception {
        var zip = with("a", "content").zip();
        zip[30] = 'b';
        assertEquals("an entry has two names", refused(zip));
    }

    @Test
    void as_many_entries_as_the_format_has_are_read() throws Exception {
        for (int i = 0; i < 65_534; i++) {
            with("f" + i, "");
        }
        assertEquals(65_534, unpack(zip()).size());
        with("one more", "");
        assertEquals("it is in the format zip64", refused(zip()));
    }

    @Test
    void what_follows_the_end_is_not_overlooked() throws Exception {
        var zip = with("a", "content").zip();
        assertThrows(ZipException.class, () -> unpack(Arrays.copyOf(zip, zip.length + 1)));
    }
}
