package org.bgworker.host.trace;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bgworker.host.embedding.EmbeddedHost;
import org.bgworker.host.embedding.HostConnection;
import org.bgworker.host.embedding.StopMode;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.Extra;
import org.bgworker.spi.RestartTime;

/** A program that embeds a host and is its one session; does what it is told line by line. */
final class EmbeddingProgram {
    private final EmbeddedHost host;
    private final HostConnection session;
    private final List<BackgroundWorkerHandle> handles = new ArrayList<>();

    private EmbeddingProgram(EmbeddedHost host) {
        this.host = host;
        this.session = host.connect();
    }

    /** Takes the directories of libraries and data. */
    public static void main(String[] args) throws Exception {
        var host =
                EmbeddedHost.builder()
                        .modules(Path.of(args[0]))
                        .data(Path.of(args[1]))
                        .setting("audit", "built")
                        .setting("log_min_messages", "debug1")
                        .start();
        var program = new EmbeddingProgram(host);
        try (var in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                program.obey(line.split(", ", -1));
            }
        }
        host.stopped().join();
    }

    private void obey(String[] words) throws InterruptedException {
        switch (words[0]) {
            case "register" -> print(register(words[1], words[2], RestartTime.NEVER));
            case "register restarting" ->
                    print(register(words[1], words[2], RestartTime.after(Duration.ofSeconds(1))));
            case "register and wait" -> {
                int handle = register(words[1], words[2], RestartTime.NEVER);
                print(handle + "|BGWH_" + handles.getLast().waitForStartup().status());
            }
            case "terminate" -> handles.get(Integer.parseInt(words[1])).terminate();
            case "reload" -> host.reload();
            case "close" -> session.close();
            case "stop" -> host.stop(StopMode.valueOf(words[1]));
            default -> throw new IllegalArgumentException(words[0]);
        }
    }

    private int register(String name, String how, RestartTime restart) {
        handles.add(
                session.registerDynamic(
                                BackgroundWorker.named(name)
                                        .library("bgwprobe")
                                        .function("bgwprobe_main")
                                        .extra(Extra.of(how))
                                        .restart(restart)
                                        .build())
                        .orElseThrow());
        return handles.size() - 1;
    }

    private static void print(Object text) {
        System.err.println("sql " + text);
    }
}
