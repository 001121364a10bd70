package org.bgworker.host.cli.remote;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;

/** The texts that are to be executed, each by itself. */
final class StatementTexts {
    private static final String STANDARD_INPUT = "-";

    private StatementTexts() {}

    /**
     * Those of the command line, then that of a file, which is standard input if nothing is given.
     */
    static List<String> of(List<String> statements, Optional<String> file) throws ReportException {
        var texts = new ArrayList<>(statements);
        if (file.isPresent() || statements.isEmpty()) {
            texts.add(read(file.orElse(STANDARD_INPUT)));
        }
        return List.copyOf(texts);
    }

    private static String read(String file) throws ReportException {
        try {
            var bytes =
                    file.equals(STANDARD_INPUT)
                            ? System.in.readAllBytes()
                            : Files.readAllBytes(Path.of(file));
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException otherEncoding) {
            throw unreadable(file, "It is not encoded in UTF-8");
        } catch (IOException failed) {
            throw unreadable(file, FileFailure.reason(failed));
        }
    }

    private static ReportException unreadable(String file, String reason) {
        return new ReportException(
                "could not read statements from %s"
                        .formatted(
                                file.equals(STANDARD_INPUT)
                                        ? "standard input"
                                        : "file \"%s\"".formatted(file)),
                "%s.".formatted(reason),
                "");
    }
}
