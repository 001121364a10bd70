package org.bgworker.host.audit;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bgworker.host.report.FileFailure;

/**
 * By what a file is known not to have changed: its times, size, inode and permissions.
 *
 * @param values of it; the reason alone if it has none
 */
record Stamp(List<String> values) {
    /** No file's. */
    static final Stamp NONE = new Stamp(List.of());

    private static final String UNIX = "unix:ino,size,lastModifiedTime,ctime,mode";
    private static final String BASIC = "fileKey,size,lastModifiedTime";

    static Stamp of(Path file) {
        boolean unix = file.getFileSystem().supportedFileAttributeViews().contains("unix");
        try {
            Map<String, Object> read =
                    Files.readAttributes(file, unix ? UNIX : BASIC, NOFOLLOW_LINKS);
            return new Stamp(new TreeMap<>(read).values().stream().map(String::valueOf).toList());
        } catch (IOException absent) {
            return new Stamp(List.of(FileFailure.reason(absent)));
        }
    }
}
