package org.bgworker.host.postgresql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a private server is made of.
 *
 * @param data the host's data directory
 * @param bundled the folder bin of the distribution's own PostgreSQL, which may be absent
 * @param home an installation to use instead of all others; empty for none
 * @param user whom a host of root runs it as; empty for {@code postgres}, or {@code nobody}
 * @param connections how many it takes
 * @param extensions to be created in the workers' database
 * @param stopTimeout how long it may take to stop in order
 */
public record ServerOptions(
        Path data,
        Path bundled,
        Path home,
        String user,
        int connections,
        List<String> extensions,
        Duration stopTimeout) {
    /** Where nobody else may enter the directories above, only the kernel's own name will do. */
    private static final String HERE =
            Files.exists(Path.of("/proc/self/cwd")) ? "/proc/self/cwd" : ".";

    private static final int SCRAM_ITERATIONS = 16;
    private static final int IO_METHOD = 18;
    private static final int BUILTIN_LOCALE = 17;

    /** Copies the list. */
    public ServerOptions {
        extensions = List.copyOf(extensions);
    }

    /** What makes a data directory in the current directory. */
    static List<String> initdb(Binaries binaries) {
        var words =
                new ArrayList<>(
                        List.of(
                                binaries.program("initdb"),
                                "--pgdata=" + HERE,
                                "--username=" + AdminSocket.ROLE,
                                "--auth-local=trust",
                                "--auth-host=scram-sha-256",
                                "--encoding=UTF8",
                                "--data-checksums",
                                "--wal-segsize=1",
                                "--no-instructions"));
        words.addAll(
                binaries.major() >= BUILTIN_LOCALE
                        ? List.of(
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--locale=C")
                        : List.of("--locale=C"));
        return words;
    }

    /** What runs a server in the current directory. The rest is in {@code postgresql.conf}. */
    List<String> postgres(Binaries binaries, int port) {
        var words = new ArrayList<>(List.of(binaries.program("postgres"), "-D", HERE));
        var settings =
                new ArrayList<>(
                        List.of(
                                "listen_addresses=127.0.0.1",
                                "port=" + port,
                                "unix_socket_directories=.",
                                "unix_socket_permissions=0700",
                                "fsync=on",
                                "ssl=off",
                                "max_connections=" + connections,
                                "dynamic_shared_memory_type=mmap",
                                "huge_pages=off",
                                "max_logical_replication_workers=0",
                                "client_connection_check_interval=1s",
                                "logging_collector=off",
                                "log_destination=stderr",
                                "log_line_prefix=",
                                "lc_messages=C"));
        if (binaries.major() >= SCRAM_ITERATIONS) {
            settings.add("scram_iterations=1");
        }
        if (binaries.major() >= IO_METHOD) {
            settings.add("io_method=sync");
        }
        settings.forEach(setting -> words.addAll(List.of("-c", setting)));
        return words;
    }
}
