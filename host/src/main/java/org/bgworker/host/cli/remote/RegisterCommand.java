package org.bgworker.host.cli.remote;

import static org.bgworker.host.cli.Grammar.option;
import static org.bgworker.host.cli.Grammar.parameter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Model.OptionSpec;

/** Registers a dynamic worker. */
public final class RegisterCommand extends RemoteCommand {
    /** What is waited for. */
    enum Until {
        START,
        END
    }

    private final Supplier<String> library =
            grammar()
                    .value(
                            String.class,
                            parameter("LIBRARY|FILE")
                                    .description(
                                            "Its library, or a file *.json that says everything, as the API has it."));
    private final Supplier<Optional<String>> function =
            grammar().optional(String.class, parameter("FUNCTION").description("Its function."));
    private final Supplier<Optional<String>> name =
            text(
                    option("--name")
                            .paramLabel("NAME")
                            .description("Its name (default: the function's)."));
    private final Supplier<Long> argument =
            grammar()
                    .value(
                            Long.class,
                            option("--arg")
                                    .paramLabel("NUMBER")
                                    .defaultValue("0")
                                    .description("Its main argument."));
    private final Supplier<Optional<String>> extra =
            text(option("--extra").paramLabel("TEXT").description("Up to 128 bytes for it."));
    private final BooleanSupplier database =
            grammar().flag(option("--database").description("It may have a database connection."));
    private final Supplier<Optional<Integer>> restart =
            grammar()
                    .optional(
                            Integer.class,
                            option("--restart")
                                    .paramLabel("SECONDS")
                                    .description(
                                            "When it is started again after a failure (default: never)."));
    private final Supplier<Optional<Until>> wait =
            grammar()
                    .optional(
                            Until.class,
                            option("--wait")
                                    .paramLabel("start|end")
                                    .description(
                                            "Returns when it has started, or when it has ended."));
    private final Waiting waiting = new Waiting(grammar());

    /** For one line of words. */
    public RegisterCommand() {
        super(
                "Registers a dynamic worker, and prints its handle.",
                """
                With --wait end: exits with 0 if the worker returned, with 1 if not.

                Example: bgworker register worker_spi worker_spi_launch --arg 7 --wait end\
                """);
    }

    private Supplier<Optional<String>> text(OptionSpec.Builder option) {
        return grammar().optional(String.class, option);
    }

    @Override
    int ask(HostClient host) throws ReportException {
        var made = host.post("/v1/workers", body());
        var handle = Trees.text(made, "handle");
        if (!printed(made)) {
            screen().line(handle);
        }
        var until = wait.get();
        if (until.isEmpty()) {
            return Exit.DONE;
        }
        var answer =
                switch (until.orElseThrow()) {
                    case START -> waiting.forStart(host, handle);
                    case END -> waiting.forEnd(host, handle);
                };
        if (answer.isEmpty()) {
            return Exit.TIMEOUT;
        }
        return until.orElseThrow() == Until.START ? Exit.DONE : ended(answer.orElseThrow());
    }

    private int ended(Map<String, Object> answer) {
        if (!json()) {
            screen().line(Words.exit(answer));
        }
        var exit = Trees.map(answer.getOrDefault("last_exit", ""));
        return Trees.number(exit, "code") == 0 && !exit.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private Map<String, Object> body() throws ReportException {
        if (function.get().isEmpty() && library.get().endsWith(".json")) {
            return fromFile(Path.of(library.get()));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("library", library.get());
        body.put(
                "function",
                function.get()
                        .orElseThrow(() -> wrongWords("Missing required parameter: 'FUNCTION'")));
        name.get().ifPresent(text -> body.put("name", text));
        body.put("main_arg", argument.get());
        extra.get().ifPresent(text -> body.put("extra", text));
        if (database.getAsBoolean()) {
            body.put("flags", List.of("shmem_access", "backend_database_connection"));
        }
        restart.get().ifPresent(seconds -> body.put("restart_seconds", seconds));
        return body;
    }

    private static Map<String, Object> fromFile(Path file) throws ReportException {
        try {
            return Json.object(Files.readAllBytes(file));
        } catch (IOException bad) {
            throw new ReportException(
                    "could not read a worker from file \"%s\"".formatted(file),
                    "%s.".formatted(FileFailure.reason(bad).lines().findFirst().orElse("")),
                    "It is an object such as {\"library\": \"worker_spi\", \"function\": \"worker_spi_launch\"}.");
        }
    }
}
