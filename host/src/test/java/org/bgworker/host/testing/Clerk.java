package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A worker that executes SQL for a test, in a host on whichever database. An errand lies in a file,
 * and a reload sends the worker to fetch it.
 */
public final class Clerk {
    private final Path errands;
    private int last;

    private Clerk(Path errands) {
        this.errands = errands;
    }

    /** Puts the library with the worker into a modules directory. */
    public static Clerk in(Path modules) {
        var errands = modules.resolveSibling("errands");
        Workers.of("com.acme.clerk")
                .worker("clerk", Workers.CONNECTED, body(errands))
                .jar(modules.resolve("clerk.jar"));
        return new Clerk(errands);
    }

    /** Has a statement executed that changes something. */
    public void change(HostProcess host, String sql) {
        var answer = send(host, "change", sql);
        if (!answer.isEmpty()) {
            throw new AssertionError(answer);
        }
    }

    /** Has a query executed; columns are separated by a bar, rows by a slash. */
    public String ask(HostProcess host, String sql) {
        return send(host, "ask", sql);
    }

    /** Has a dynamic worker terminated. */
    public void terminate(HostProcess host, String handle) {
        send(host, "terminate", handle);
    }

    private String send(HostProcess host, String kind, String text) {
        last++;
        try {
            Files.writeString(errands, "%d %s %s".formatted(last, kind, text));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        host.signal("HUP");
        var mark = "clerk: errand %d: ".formatted(last);
        var line = host.await(mark);
        return line.substring(line.indexOf(mark) + mark.length());
    }

    private static String body(Path errands) {
        return """
        var statement = worker.initializeConnection().createStatement();
        say("ready");
        while (true) {
            worker.latch().await();
            worker.latch().reset();
            if (worker.reloadSettings()) {
                var errand = Files.readString(Path.of("%s")).split(" ", 3);
                String answer = "";
                try {
                    if (errand[1].equals("terminate")) {
                        worker.handle(errand[2]).terminate();
                    } else if (errand[1].equals("change")) {
                        statement.execute(errand[2]);
                    } else {
                        try (var rows = statement.executeQuery(errand[2])) {
                            int columns = rows.getMetaData().getColumnCount();
                            while (rows.next()) {
                                answer += answer.isEmpty() ? "" : "/";
                                for (int i = 1; i <= columns; i++) {
                                    answer += (i == 1 ? "" : "|") + rows.getString(i);
                                }
                            }
                        }
                    }
                } catch (SQLException e) {
                    answer = e.getMessage();
                }
                say("errand " + errand[0] + ": " + answer);
            }
        }
        """
                .formatted(errands);
    }
}
