package org.bgworker.host.library;

import java.util.List;

/**
 * By what an entry of the modules directory is known to be another than before, without reading it.
 *
 * @param folder whether it is a folder
 * @param files of the entry; the jar itself, or the folder without a name and its jars by name
 */
record Stamp(boolean folder, List<OfFile> files) {
    Stamp {
        files = List.copyOf(files);
    }

    /**
     * Of one file.
     *
     * @param name in its folder
     * @param size in bytes
     * @param modified nanoseconds of the epoch, as far as the file system knows
     * @param key the file's identity, its inode where there is one, with its permissions
     */
    record OfFile(String name, long size, long modified, String key) {}
}
