package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.bgworker.host.testing.PuppetJar;

/** Damages zip archives, at random or with intent. */
final class ZipDamage {
    private static final int END = 22;
    private static final int[] NUMBERS = {
        0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE, 0xffff, 0x7fff, 0x10000, 0x7fffff00
    };
    private static final String[] NAMES = {
        "../../a",
        "/etc/a",
        "a\\..\\b",
        "a/./b",
        "",
        "a\0b",
        "../module-info.class",
        "C:\\a",
        "a//b"
    };

    private final Random random;

    ZipDamage(Random random) {
        this.random = random;
    }

    /** Turns up to eight bits, from a place on. */
    byte[] bits(byte[] whole, int from) {
        var bytes = whole.clone();
        for (int i = random.nextInt(8); i >= 0; i--) {
            bytes[from + random.nextInt(bytes.length - from)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    byte[] directoryBits(byte[] zip) {
        return bits(zip, directory(zip));
    }

    private static int directory(byte[] zip) {
        return little(zip).getInt(zip.length - END + 16);
    }

    private static ByteBuffer little(byte[] zip) {
        return ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
    }

    byte[] cut(byte[] whole) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    /** Puts numbers that are apt to overflow where the format has some. */
    byte[] numbers(byte[] zip) {
        var bytes = zip.clone();
        int start = directory(bytes);
        int[] places = {
            bytes.length - 14,
            bytes.length - 12,
            bytes.length - 10,
            bytes.length - 6,
            start + 8,
            start + 16,
            start + 20,
            start + 24,
            start + 28,
            start + 30,
            start + 42,
            6,
            18,
            22,
            26
        };
        for (int i = random.nextInt(3); i >= 0; i--) {
            little(bytes)
                    .putInt(
                            places[random.nextInt(places.length)],
                            NUMBERS[random.nextInt(NUMBERS.length)]);
        }
        return bytes;
    }

    /** An archive that is well made and means harm. */
    byte[] structure(Map<String, byte[]> files) {
        return switch (random.nextInt(9)) {
            case 0 -> with(files, NAMES[random.nextInt(NAMES.length)]);
            case 1 -> twice(files);
            case 2 -> sharing(PuppetJar.zip(files));
            case 3 -> flagged(PuppetJar.zip(files), 8, 1);
            case 4 -> flagged(PuppetJar.zip(files), 10, random.nextInt(100));
            case 5 -> zip64(PuppetJar.zip(files));
            case 6 -> nested(files);
            case 7 -> joined(PuppetJar.zip(files), PuppetJar.zip(files));
            default -> joined(new byte[1 + random.nextInt(64)], PuppetJar.zip(files));
        };
    }

    private static byte[] with(Map<String, byte[]> files, String name) {
        var more = new LinkedHashMap<>(files);
        more.put(name, new byte[] {1});
        return PuppetJar.zip(more);
    }

    private static byte[] twice(Map<String, byte[]> files) {
        var more = new LinkedHashMap<>(files);
        more.put("Xodule-info.class", new byte[] {1});
        var text = new String(PuppetJar.zip(more), ISO_8859_1);
        return text.replace("Xodule", "module").getBytes(ISO_8859_1);
    }

    /** The second entry lies where the first does. */
    private static byte[] sharing(byte[] zip) {
        var all = little(zip);
        int first = directory(zip);
        int second =
                first
                        + 46
                        + all.getShort(first + 28)
                        + all.getShort(first + 30)
                        + all.getShort(first + 32);
        all.putInt(second + 42, 0);
        return zip;
    }

    private static byte[] flagged(byte[] zip, int field, int value) {
        little(zip).putShort(directory(zip) + field, (short) value);
        return zip;
    }

    /** With the records of zip64 before the end. */
    private static byte[] zip64(byte[] zip) {
        int end = zip.length - END;
        var out = ByteBuffer.allocate(zip.length + 76).order(ByteOrder.LITTLE_ENDIAN);
        out.put(zip, 0, end);
        out.putInt(0x06064b50).putLong(44).putShort((short) 45).putShort((short) 45);
        out.putInt(0).putInt(0).putLong(4).putLong(4);
        out.putLong((long) end - directory(zip)).putLong(directory(zip));
        out.putInt(0x07064b50).putInt(0).putLong(end).putInt(1);
        int at = out.position();
        out.put(zip, end, END);
        out.putInt(at + 16, -1);
        return out.array();
    }

    private static byte[] nested(Map<String, byte[]> files) {
        var jar = PuppetJar.zip(files);
        for (int depth = 0; depth < 20; depth++) {
            jar = PuppetJar.zip(Map.of("META-INF/lib/inner.jar", jar));
        }
        return jar;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }
}
