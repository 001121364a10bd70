package org.bgworker.host.cli.remote;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.cli.Exit;
import org.bgworker.host.client.HostClient;
import org.bgworker.host.client.Trees;
import org.bgworker.host.json.Json;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Registers a dynamic worker. */
@Command(
        name = "register",
        description = "Registers a dynamic worker, and prints its handle.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "With --wait end: exits with 0 if the worker returned, with 1 if not.",
            "",
            "Example: bgworker register worker_spi worker_spi_launch --arg 7 --wait end"
        })
public final class RegisterCommand extends RemoteCommand {
    @Parameters(
            index = "0",
            paramLabel = "LIBRARY|FILE.json",
            description = "Its library, or a file that says everything, as the API has it.")
    private String library = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "FUNCTION", description = "Its function.")
    private Optional<String> function = Optional.empty();

    @Option(names = "--name", description = "Its name (default: the function's).")
    private Optional<String> name = Optional.empty();

    @Option(names = "--arg", paramLabel = "NUMBER", description = "Its main argument.")
    private long argument;

    @Option(names = "--extra", paramLabel = "TEXT", description = "Up to 128 bytes for it.")
    private Optional<String> extra = Optional.empty();

    @Option(names = "--database", description = "It may have a database connection.")
    private boolean database;

    @Option(
            names = "--restart",
            paramLabel = "SECONDS",
            description = "When it is started again after a failure (default: never).")
    private Optional<Long> restart = Optional.empty();

    @Option(
            names = "--wait",
            paramLabel = "start|end",
            description = "Returns when it has started, or when it has ended.")
    private Optional<Until> wait = Optional.empty();

    @Mixin private final Waiting waiting = new Waiting();

    /** What is waited for. */
    enum Until {
        START,
        END
    }

    /** Called by picocli. */
    public RegisterCommand() {}

    @Override
    int ask(HostClient host) throws ReportException {
        var made = host.post("/v1/workers", body());
        var handle = Trees.text(made, "handle");
        if (!printed(made)) {
            screen().line(handle);
        }
        if (wait.isEmpty()) {
            return Exit.DONE;
        }
        var answer =
                switch (wait.orElseThrow()) {
                    case START -> waiting.forStart(host, handle);
                    case END -> waiting.forEnd(host, handle);
                };
        if (answer.isEmpty()) {
            return Exit.TIMEOUT;
        }
        return wait.orElseThrow() == Until.START ? Exit.DONE : ended(answer.orElseThrow());
    }

    private int ended(Map<String, Object> answer) {
        if (!json()) {
            screen().line(Words.exit(answer));
        }
        var exit = Trees.map(answer.getOrDefault("last_exit", ""));
        return Trees.number(exit, "code") == 0 && !exit.isEmpty() ? Exit.DONE : Exit.FAILED;
    }

    private Map<String, Object> body() throws ReportException {
        if (function.isEmpty() && library.endsWith(".json")) {
            return fromFile(Path.of(library));
        }
        if (function.isEmpty()) {
            throw new ParameterException(line(), "Missing required parameter: 'FUNCTION'");
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("library", library);
        body.put("function", function.orElse(""));
        name.ifPresent(text -> body.put("name", text));
        body.put("main_arg", argument);
        extra.ifPresent(text -> body.put("extra", text));
        if (database) {
            body.put("flags", List.of("shmem_access", "backend_database_connection"));
        }
        restart.ifPresent(seconds -> body.put("restart_seconds", seconds));
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
