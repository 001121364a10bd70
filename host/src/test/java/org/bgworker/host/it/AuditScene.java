package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.testing.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A modules directory with a library in versions, and the command's answers about it. */
abstract class AuditScene {
    private static final String HASH = "[0-9a-f]{64}";
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

    @TempDir Path dir;
    Path modules = Path.of("");

    @BeforeEach
    void make_the_directory() throws IOException {
        modules = Files.createDirectory(dir.resolve("modules"));
    }

    Path data() {
        return dir.resolve("data");
    }

    Answer audit(String... words) {
        var all = new ArrayList<>(List.of("audit"));
        all.addAll(List.of(words));
        all.addAll(List.of("--modules", modules.toString(), "--data", data().toString()));
        return Answer.to(all.toArray(String[]::new));
    }

    /** An answer on standard output alone, with what differs from run to run replaced. */
    String out(int code, String... words) {
        var answer = audit(words);
        assertEquals(code, answer.code(), answer.out() + answer.err());
        assertEquals("", answer.err());
        return answer.out()
                .replace(dir.toString(), "DIR")
                .replaceAll(HASH, "HASH")
                .replaceAll(TIME, "TIME")
                .replace(System.getProperty("user.name"), "USER");
    }

    void version(String version, String init, String main) {
        Samples.withInit("hello", init)
                .main("hello.Work", "work", main)
                .javac("--module-version", version)
                .jar(modules.resolve("hello.jar"));
    }

    void one() {
        version("1.0", Samples.register("hello", "hello", ""), "");
    }

    void two() {
        version(
                "2.0",
                Samples.register("hello again", "hello", ""),
                "new java.net.Socket(\"localhost\", 1).close();");
    }
}
