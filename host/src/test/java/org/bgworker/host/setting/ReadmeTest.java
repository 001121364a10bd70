package org.bgworker.host.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README's table of settings says what the code does. */
final class ReadmeTest {
    @Test
    void every_setting_stands_in_the_readme_as_it_is() throws IOException {
        var rows =
                Files.readAllLines(Path.of("../README.md")).stream()
                        .filter(line -> line.matches("\\| `[a-z_]+` \\|.*"))
                        .toList();
        assertEquals(String.join("\n", expected()), String.join("\n", rows));
    }

    private static List<String> expected() {
        return HostSettings.all().stream()
                .map(one ->
                        "| `%s` | %s | %s| %s |"
                                .formatted(
                                        one.name(),
                                        one.defaultValue().isEmpty()
                                                ? "empty"
                                                : "`%s`".formatted(one.defaultValue()),
                                        one.range().isEmpty() ? "" : one.range() + " ",
                                        one.description()))
                .toList();
    }
}
