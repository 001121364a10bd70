package org.bgworker.host.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks a zip archive in memory. Takes what archivers write, and nothing else: no second reading
 * of the same bytes can find other entries in them.
 */
final class Zip {
    private static final int END_SIGNATURE = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CENTRAL_LENGTH = 46;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final int ENCRYPTED = 1;

    /** What an entry costs beside its bytes: its place in a map, its name, its array's header. */
    private static final int OVERHEAD = 128;

    /** No deflated data unpacks to more than this many times its size. */
    private static final int MOST_DEFLATED = 1032;

    private final ByteBuffer zip;
    private final Budget budget;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();

    private Zip(byte[] bytes, Budget budget) {
        this.zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        this.budget = budget;
    }

    /** Where an entry lies, by the central directory. */
    private record Entry(
            String name,
            int nameAt,
            int nameLength,
            int method,
            int crc,
            int packed,
            int size,
            int header) {}

    /** The archive ends before its end: it is being copied, or was cut. */
    static final class TruncatedException extends ZipException {
        private static final long serialVersionUID = 1;

        TruncatedException() {
            super("its directory, which stands at the end, is missing");
        }
    }

    /** The files of an archive by name, without the directories. */
    static Map<String, byte[]> unpack(byte[] bytes, Budget budget)
            throws ZipException, Budget.TooLargeException {
        var zip = new Zip(bytes, budget);
        try {
            return zip.unpack();
        } catch (IndexOutOfBoundsException | IllegalArgumentException outside) {
            throw new ZipException("its directory points outside of it");
        } finally {
            zip.inflater.end();
        }
    }

    private Map<String, byte[]> unpack() throws ZipException, Budget.TooLargeException {
        int end = end();
        int count = Short.toUnsignedInt(zip.getShort(end + 10));
        int length = zip.getInt(end + 12);
        int start = zip.getInt(end + 16);
        boolean inParts =
                zip.getInt(end + 4) != 0 || zip.getShort(end + 8) != zip.getShort(end + 10);
        check(!inParts, "it is one part of several");
        check(count != 0xffff && length != -1 && start != -1, "it is in the format zip64");
        check((long) start + length == end && start >= 0, "its directory is not where it says");
        var entries = entries(start, end, count);
        var files = new HashMap<String, byte[]>();
        for (var entry : entries) {
            if (!entry.name().endsWith("/")) {
                budget.take(OVERHEAD + entry.name().length() + (long) entry.size());
                if (files.put(entry.name(), content(entry)) != null) {
                    throw new ZipException(
                            "\"%s\" is there twice".formatted(printable(entry.name())));
                }
            } else {
                check(entry.size() == 0, "a directory has content");
            }
        }
        return files;
    }

    /** Where the end record begins; nothing follows it but its own comment. */
    private int end() throws ZipException {
        int last = zip.limit() - END_LENGTH;
        for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
            if (zip.getInt(at) == END_SIGNATURE
                    && Short.toUnsignedInt(zip.getShort(at + 20)) == last - at) {
                return at;
            }
        }
        throw new TruncatedException();
    }

    private List<Entry> entries(int start, int end, int count) throws ZipException {
        var entries = new ArrayList<Entry>();
        int at = start;
        for (int i = 0; i < count; i++) {
            check(zip.getInt(at) == CENTRAL_SIGNATURE, "its directory is damaged");
            check((zip.getShort(at + 8) & ENCRYPTED) == 0, "it is encrypted");
            int nameLength = Short.toUnsignedInt(zip.getShort(at + 28));
            entries.add(
                    new Entry(
                            name(at + CENTRAL_LENGTH, nameLength),
                            at + CENTRAL_LENGTH,
                            nameLength,
                            zip.getShort(at + 10),
                            zip.getInt(at + 16),
                            zip.getInt(at + 20),
                            zip.getInt(at + 24),
                            zip.getInt(at + 42)));
            at +=
                    CENTRAL_LENGTH
                            + nameLength
                            + Short.toUnsignedInt(zip.getShort(at + 30))
                            + Short.toUnsignedInt(zip.getShort(at + 32));
        }
        check(at == end, "its directory holds more than it counts");
        checkApart(entries, start);
        return entries;
    }

    /** Entries that lie in one another are how small archives become huge. */
    private static void checkApart(List<Entry> entries, int end) throws ZipException {
        var inOrder = new ArrayList<>(entries);
        inOrder.sort((one, other) -> Integer.compare(one.header(), other.header()));
        long free = 0;
        for (var entry : inOrder) {
            check(entry.header() >= free && entry.packed() >= 0, "entries lie in one another");
            free = (long) entry.header() + LOCAL_LENGTH + entry.nameLength() + entry.packed();
        }
        check(free <= end, "an entry lies in the directory");
    }

    private String name(int at, int length) throws ZipException {
        String name;
        try {
            name = UTF_8.newDecoder().decode(zip.slice(at, length)).toString();
        } catch (CharacterCodingException other) {
            throw new ZipException("a name is not UTF-8");
        }
        if (!isInside(name)) {
            throw new ZipException("\"%s\" is no name of a file in it".formatted(printable(name)));
        }
        return name;
    }

    private static boolean isInside(String name) {
        return !name.isEmpty()
                && name.charAt(0) != '/'
                && name.indexOf('\0') < 0
                && name.indexOf('\\') < 0
                && !(name.contains("..") && List.of(name.split("/", -1)).contains(".."));
    }

    private static String printable(String name) {
        var shown = name.length() > 100 ? name.substring(0, 100) + "…" : name;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    private byte[] content(Entry entry) throws ZipException {
        int at = entry.header();
        check(zip.getInt(at) == LOCAL_SIGNATURE, "an entry is not where the directory says");
        int nameLength = Short.toUnsignedInt(zip.getShort(at + 26));
        check(nameLength == entry.nameLength(), "an entry has two names");
        var name = zip.slice(at + LOCAL_LENGTH, nameLength);
        check(name.equals(zip.slice(entry.nameAt(), nameLength)), "an entry has two names");
        int data = at + LOCAL_LENGTH + nameLength + Short.toUnsignedInt(zip.getShort(at + 28));
        check(entry.size() >= 0 && entry.packed() >= 0, "an entry is too large");
        var content =
                switch (entry.method()) {
                    case 0 -> stored(entry, data);
                    case 8 -> inflated(entry, data);
                    default -> throw new ZipException("an entry is packed in an unknown way");
                };
        crc.reset();
        crc.update(content);
        check((int) crc.getValue() == entry.crc(), "an entry's checksum is wrong");
        return content;
    }

    private byte[] stored(Entry entry, int data) throws ZipException {
        check(entry.size() == entry.packed(), "an entry has two sizes");
        var content = new byte[entry.size()];
        zip.get(data, content);
        return content;
    }

    private byte[] inflated(Entry entry, int data) throws ZipException {
        boolean possible = entry.size() <= (long) MOST_DEFLATED * entry.packed();
        check(possible, "an entry is smaller than it says");
        var content = new byte[entry.size()];
        inflater.reset();
        inflater.setInput(zip.slice(data, entry.packed()));
        try {
            int length = inflater.inflate(content);
            boolean exact = length == content.length && (inflater.finished() || ends());
            check(exact && inflater.getRemaining() == 0, "an entry is not of the size it says");
        } catch (DataFormatException damaged) {
            throw new ZipException("an entry is damaged");
        }
        return content;
    }

    /** The last block's end may still be unread when the last byte is out. */
    private boolean ends() throws DataFormatException {
        return inflater.inflate(new byte[1]) == 0 && inflater.finished();
    }

    private static void check(boolean right, String otherwise) throws ZipException {
        if (!right) {
            throw new ZipException(otherwise);
        }
    }
}
