package org.bgworker.host.library;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.Severity;
import org.bgworker.host.setting.Declaration;
import org.bgworker.spi.Setting;

/**
 * The file that inspections are remembered in: a line that says whose it is, the inspections by
 * fingerprint as {@link DataOutputStream} writes them, and a checksum of all that. The line holds
 * the version of this format, to be counted up when format or {@link Inspector} change, and the
 * host's.
 */
final class InspectionFile {
    private static final String HEADER =
            "bgworker inspections 2 of %s on %s"
                    .formatted(Spi.version(), Runtime.version().feature());

    private final Path path;

    private InspectionFile(Path path) {
        this.path = path;
    }

    static InspectionFile in(Path data) {
        return new InspectionFile(data.resolve("inspections"));
    }

    Path path() {
        return path;
    }

    /** When it was written last, if it is there. */
    Optional<FileTime> modified() {
        try {
            return Optional.of(Files.getLastModifiedTime(path));
        } catch (IOException absent) {
            return Optional.empty();
        }
    }

    /** What it holds; nothing if it is absent, damaged, or another version's. */
    Map<String, Inspection> read() {
        try {
            var all = Files.readAllBytes(path);
            int length = all.length - Long.BYTES;
            if (length > 0 && checksum(all, length) == ByteBuffer.wrap(all).getLong(length)) {
                var in = new DataInputStream(new ByteArrayInputStream(all));
                if (in.readUTF().equals(HEADER)) {
                    return inspections(in);
                }
            }
            unusable("It is damaged, or another version's.");
        } catch (NoSuchFileException notYet) {
            return new HashMap<>();
        } catch (IOException failed) {
            unusable("%s.".formatted(FileFailure.reason(failed)));
        } catch (IllegalArgumentException foreign) {
            unusable("%s.".formatted(foreign.getMessage()));
        }
        return new HashMap<>();
    }

    private void unusable(String why) {
        Log.write(
                new Report(
                        Severity.DEBUG1,
                        "could not use file \"%s\"".formatted(path),
                        why,
                        "Libraries are inspected anew."));
    }

    /** Replaces it as a whole. */
    void write(Map<String, Inspection> inspections) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeUTF(HEADER);
        out.writeInt(inspections.size());
        for (var one : inspections.entrySet()) {
            out.writeUTF(one.getKey());
            write(one.getValue(), out);
        }
        out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        var unfinished = path.resolveSibling(path.getFileName() + ".tmp");
        Files.write(unfinished, bytes.toByteArray());
        Files.move(unfinished, path, ATOMIC_MOVE, REPLACE_EXISTING);
    }

    private static long checksum(byte[] bytes, int length) {
        var sum = new CRC32();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    private static Map<String, Inspection> inspections(DataInputStream in) throws IOException {
        var inspections = new HashMap<String, Inspection>();
        for (int left = in.readInt(); left > 0; left--) {
            inspections.put(in.readUTF(), inspection(in));
        }
        return inspections;
    }

    private static void write(Inspection inspection, DataOutputStream out) throws IOException {
        out.writeUTF(inspection.library().orElse(""));
        out.writeInt(inspection.functions().size());
        for (var function : inspection.functions().entrySet()) {
            out.writeUTF(function.getKey());
            out.writeUTF(function.getValue());
        }
        out.writeInt(inspection.settings().size());
        for (var setting : inspection.settings()) {
            write(setting, out);
        }
    }

    private static Inspection inspection(DataInputStream in) throws IOException {
        var library = Optional.of(in.readUTF()).filter(name -> !name.isEmpty());
        var functions = new LinkedHashMap<String, String>();
        for (int left = in.readInt(); left > 0; left--) {
            functions.put(in.readUTF(), in.readUTF());
        }
        var settings = new ArrayList<Declaration>();
        for (int left = in.readInt(); left > 0; left--) {
            settings.add(setting(in));
        }
        return new Inspection(Map.copyOf(functions), library, List.copyOf(settings), List.of());
    }

    private static void write(Declaration setting, DataOutputStream out) throws IOException {
        out.writeUTF(setting.name());
        out.writeUTF(setting.type().name());
        out.writeUTF(setting.defaultValue());
        out.writeDouble(setting.min());
        out.writeDouble(setting.max());
        out.writeUTF(setting.unit());
        out.writeInt(setting.values().size());
        for (var value : setting.values()) {
            out.writeUTF(value);
        }
        out.writeUTF(setting.context().name());
        out.writeUTF(setting.description());
    }

    private static Declaration setting(DataInputStream in) throws IOException {
        return new Declaration(
                in.readUTF(),
                Setting.Type.valueOf(in.readUTF()),
                in.readUTF(),
                in.readDouble(),
                in.readDouble(),
                in.readUTF(),
                values(in),
                Setting.Context.valueOf(in.readUTF()),
                in.readUTF());
    }

    private static List<String> values(DataInputStream in) throws IOException {
        var values = new ArrayList<String>();
        for (int left = in.readInt(); left > 0; left--) {
            values.add(in.readUTF());
        }
        return List.copyOf(values);
    }
}
