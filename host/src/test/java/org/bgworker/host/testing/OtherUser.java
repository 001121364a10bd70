package org.bgworker.host.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Somebody else on this machine, who has a copy of the program; only root can do as he would. */
public final class OtherUser {
    private static final String ID = "65534";
    private static final String CLI = "org.bgworker.host/org.bgworker.host.cli=ALL-UNNAMED";

    /** Sends a request to a socket and prints the answer. */
    private static final String CONNECT =
            """
            import java.net.*;
            import java.nio.ByteBuffer;
            import java.nio.channels.SocketChannel;

            void main(String[] args) throws Exception {
                try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                    channel.connect(UnixDomainSocketAddress.of(args[0]));
                    channel.write(ByteBuffer.wrap(args[1].getBytes()));
                    var answer = ByteBuffer.allocate(100_000);
                    while (channel.read(answer) >= 0) {}
                    IO.println(new String(answer.array(), 0, answer.position()));
                } catch (IOException refused) {
                    IO.println(refused.getMessage());
                }
            }
            """;

    /**
     * Runs the command lines in its arguments, one after another, and prints code, output and
     * errors of each.
     */
    private static final String COMMANDS =
            """
            import org.bgworker.host.cli.Main;

            void main(String[] lines) {
                for (var line : lines) {
                    var out = new StringWriter();
                    var err = new StringWriter();
                    int code = Main.run(new PrintWriter(out), new PrintWriter(err), line.split(" "));
                    IO.print(code + "\\f" + out + "\\f" + err + "\\f");
                }
                Runtime.getRuntime().halt(0);
            }
            """;

    private final Path place;

    private OtherUser(Path place) {
        this.place = place;
    }

    /** Gives him what he needs in a new directory, which he may read. */
    public static OtherUser in(Path place) throws IOException {
        Files.createDirectory(place);
        open(place, "rwxr-xr-x");
        try (Stream<Path> jars = Files.list(Places.distribution().resolve("lib"))) {
            for (var jar : jars.toList()) {
                open(Files.copy(jar, place.resolve(jar.getFileName())), "rw-r--r--");
            }
        }
        var classes =
                LibraryBuilder.library()
                        .source("Connect.java", CONNECT)
                        .source("Commands.java", COMMANDS)
                        .requires(place)
                        .javac("--add-modules", "org.bgworker.host", "-p", place.toString())
                        .javac("--add-exports", CLI)
                        .classes();
        for (var program : List.of("Connect.class", "Commands.class")) {
            open(Files.copy(classes.resolve(program), place.resolve(program)), "rw-r--r--");
        }
        return new OtherUser(place);
    }

    /** Changes the permissions of a file. */
    public static void open(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    /** Why nobody can do as he would here; empty if it can be done. */
    public String obstacle() throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return "only root can run a program as another user";
        }
        var answer = run("-version");
        return answer.code() == 0 ? "" : "he cannot run java: " + answer.err();
    }

    /** What he gets of these commands, run one after another in one process. */
    public List<Answer> commands(List<String> lines) throws IOException {
        var all =
                new ArrayList<>(
                        List.of("-p", place.toString(), "--add-modules", "org.bgworker.host"));
        all.addAll(List.of("--add-exports", CLI, "-cp", place.toString(), "Commands"));
        all.addAll(lines);
        var printed = run(all.toArray(String[]::new));
        var parts = printed.out().split("\f", -1);
        if (printed.code() != 0 || parts.length != 3 * lines.size() + 1) {
            throw new AssertionError(printed);
        }
        return IntStream.range(0, lines.size())
                .map(i -> 3 * i)
                .mapToObj(i -> new Answer(Integer.parseInt(parts[i]), parts[i + 1], parts[i + 2]))
                .toList();
    }

    /** What he gets from a socket that he connects to himself. */
    public String ask(Path socket, String request) throws IOException {
        var answer = run("-cp", place.toString(), "Connect", socket.toString(), request);
        if (answer.code() != 0) {
            throw new AssertionError(answer.err());
        }
        return answer.out();
    }

    private static Answer run(String... words) throws IOException {
        var command =
                new ArrayList<>(
                        List.of(
                                "setpriv",
                                "--reuid=" + ID,
                                "--regid=" + ID,
                                "--clear-groups",
                                Places.java(),
                                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(words));
        var err = Files.createTempFile("err", ".txt");
        try {
            var process = new ProcessBuilder(command).redirectError(err.toFile()).start();
            var out = process.inputReader(UTF_8).readAllAsString();
            return new Answer(process.onExit().join().exitValue(), out, Files.readString(err));
        } finally {
            Files.delete(err);
        }
    }
}
