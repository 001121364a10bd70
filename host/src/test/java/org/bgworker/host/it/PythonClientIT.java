package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.Workers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The API from another language, with nothing but its standard library. */
final class PythonClientIT {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    private static final String PROGRAM =
            """
            import http.client, json, socket, sys

            class Host(http.client.HTTPConnection):
                def connect(self):
                    self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
                    self.sock.connect(sys.argv[1])

            def ask(method, path, body=None):
                host = Host("localhost")
                host.request(method, path, json.dumps(body) if body else None)
                answer = host.getresponse()
                return answer.status, json.loads(answer.read())

            for function in ("ends_well", "ends_badly"):
                status, made = ask("POST", "/v1/workers", {"library": "com.acme.py", "function": function})
                print(status)
                status, end = ask("GET", "/v1/workers/%s/wait" % made["handle"])
                exit = end["last_exit"]
                print(status, exit["code"], exit["kind"], exit.get("cause", ""))
            status, refused = ask("POST", "/v1/workers", {"library": "com.acme.py", "function": "f", "color": 1})
            print(status, refused["primary"])
            """;

    @TempDir private Path dir;

    @Test
    void a_program_in_python_registers_a_worker_waits_for_it_and_reads_its_exit() throws Exception {
        assumeTrue(Files.exists(PYTHON), "no Python: install the package python3");
        var modules = Files.createDirectory(dir.resolve("modules"));
        Workers.of("com.acme.py")
                .function("ends_well", "")
                .function("ends_badly", "throw new IllegalStateException(\"asked for\");")
                .jar(modules.resolve("py.jar"));
        var data = dir.resolve("data");
        try (var host = HostProcess.run(modules, data)) {
            host.await("listening on socket");
            var program = Files.writeString(dir.resolve("client.py"), PROGRAM);
            var python =
                    new ProcessBuilder(
                                    PYTHON.toString(),
                                    program.toString(),
                                    data.resolve("bgworker.sock").toString())
                            .redirectErrorStream(true)
                            .start();
            assertEquals(
                    """
                    201
                    200 0 returned\s
                    201
                    200 1 threw java.lang.IllegalStateException: asked for
                    400 unknown fields of a worker: [color]
                    """,
                    new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            assertEquals(0, host.stop());
        }
    }
}
