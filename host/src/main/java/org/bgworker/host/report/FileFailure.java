package org.bgworker.host.report;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Why a file could not be used, in the words of the operating system ({@code %m}) instead of the
 * names of Java's exceptions.
 */
public final class FileFailure {
    private FileFailure() {}

    /** The reason, without a period. */
    public static String reason(IOException failed) {
        return switch (failed) {
            case NoSuchFileException _ -> "No such file or directory";
            case AccessDeniedException _ -> "Permission denied";
            case FileAlreadyExistsException _ -> "File exists";
            case NotDirectoryException _ -> "Not a directory";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> failed.getMessage() == null ? failed.toString() : failed.getMessage();
        };
    }
}
