package org.bgworker.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.server.HostOptions;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ParameterException;

/** The words of {@code run}, read without picocli. */
final class PlainRunTest {
    private static final List<String> OPTIONS =
            List.of("--modules", "--data", "--conf", "-c", "--help", "-x");
    private static final List<String> VALUES =
            List.of(
                    "a",
                    "a b",
                    "",
                    "n=v",
                    " N = v=w ",
                    "=v",
                    "-c",
                    "'n=v'",
                    "\"a\"",
                    "${sys:user.dir}",
                    "@n",
                    "a,b");

    /** What picocli makes of words; empty where it has anything to say. */
    private static Optional<HostOptions> byPicocli(String... args) {
        try {
            var parsed = BgworkerCommand.line(args).parseArgs(args);
            var run = parsed.subcommand();
            return run == null || run.isUsageHelpRequested() || !parsed.errors().isEmpty()
                    ? Optional.empty()
                    : Optional.of(((RunCommand) run.commandSpec().userObject()).words().options());
        } catch (ParameterException wrong) {
            return Optional.empty();
        }
    }

    private static List<String[]> sentences() {
        var sentences = new ArrayList<String[]>();
        for (var option : OPTIONS) {
            sentences.add(new String[] {"run", option});
            for (var value : VALUES) {
                sentences.add(new String[] {"run", option, value});
                sentences.add(new String[] {"check", option, value});
                sentences.add(new String[] {"run", option + "=" + value});
                for (var other : OPTIONS) {
                    for (var another : VALUES) {
                        sentences.add(new String[] {"run", option, value, other, another});
                    }
                }
            }
        }
        return sentences;
    }

    @Test
    void whatever_is_read_plainly_picocli_reads_alike() {
        int read = 0;
        for (var words : sentences()) {
            var plain = PlainRun.read(words);
            if (plain.isPresent()) {
                assertEquals(byPicocli(words), plain, String.join(" ", words));
                read++;
            }
        }
        assertTrue(read > 600, "so few were read: " + read);
    }

    @Test
    void the_words_of_the_readme_are_read_plainly() {
        assertEquals(byPicocli("run"), PlainRun.read("run"));
        String[] all = {
            "run", "--modules", "m", "--data", "d", "--conf", "f", "-c", "a=1", "-c", "b=2"
        };
        assertEquals(byPicocli(all), PlainRun.read(all));
        assertTrue(PlainRun.read(all).isPresent());
    }
}
