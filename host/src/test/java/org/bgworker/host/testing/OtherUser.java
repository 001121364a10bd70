package org.bgworker.host.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Somebody else on this machine, who has a copy of the program; only root can do as he would. */
public final class OtherUser {
    private static final String ID = "65534";

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
        var program =
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
        open(Files.writeString(place.resolve("Connect.java"), program), "rw-r--r--");
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
        var answer = run("--version");
        return answer.code() == 0 ? "" : "he cannot run java: " + answer.err();
    }

    /** What he gets of the command with these words. */
    public Answer command(String... words) throws IOException {
        var all = new ArrayList<>(List.of("-p", place.toString(), "-m", "org.bgworker.host"));
        all.addAll(List.of(words));
        return run(all.toArray(String[]::new));
    }

    /** What he gets from a socket that he connects to himself. */
    public String ask(Path socket, String request) throws IOException {
        var answer = run(place.resolve("Connect.java").toString(), socket.toString(), request);
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
