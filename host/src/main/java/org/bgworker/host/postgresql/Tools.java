package org.bgworker.host.postgresql;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of util-linux's options work here. They are tried, not looked up: the tools of the same
 * name in BusyBox know other options, and a container may forbid what they do.
 *
 * @param lock whether a lock can be held for a program and all its children
 * @param session whether a session of its own can be begun
 * @param parentDeath whether a program can be signalled when its parent dies
 */
record Tools(boolean lock, boolean session, boolean parentDeath) {
    /** The exit status of {@code flock} where somebody else holds the lock. */
    static final int LOCKED = 75;

    private static final String PROBE =
            """
            exec 2>/dev/null
            flock -n -E 75 -F /dev/null true && echo lock
            setsid true && echo session
            setpriv --pdeathsig INT true && echo parentDeath
            exit 0
            """;

    /** Tries them. */
    static Tools probe() throws IOException, InterruptedException {
        var works = List.of(Program.run(List.of("sh", "-c", PROBE)).output().split("\\s+", -1));
        return new Tools(
                works.contains("lock"), works.contains("session"), works.contains("parentDeath"));
    }

    /**
     * A command that runs a program under the lock of a file, in a session of its own, and has it
     * stopped when the calling thread ends.
     *
     * @param user whom to run it as, if not as this process's user
     * @param before a shell command to run first, as this process's user, under the lock
     */
    List<String> command(
            String lockFile, Optional<ServerUser> user, String before, List<String> program) {
        var command = new ArrayList<String>();
        if (session) {
            command.add("setsid");
        }
        if (lock) {
            command.addAll(List.of("flock", "-n", "-E", Integer.toString(LOCKED), "-F", lockFile));
        }
        command.addAll(List.of("sh", "-c", before + "; exec \"$@\"", "sh"));
        command.addAll(privileges(user));
        command.addAll(program);
        return command;
    }

    private List<String> privileges(Optional<ServerUser> user) {
        if (user.isEmpty() && !parentDeath) {
            return List.of();
        }
        var words = new ArrayList<>(List.of("setpriv"));
        if (parentDeath) {
            words.addAll(List.of("--pdeathsig", "INT"));
        }
        user.ifPresent(one -> words.addAll(one.options()));
        return words;
    }
}
