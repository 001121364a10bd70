package org.bgworker.host.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.bgworker.host.testing.HostProcess;

/** What of a host and its private server is killed. */
enum Victim {
    /** The host alone. */
    HOST {
        @Override
        List<ProcessHandle> choose(HostProcess host, Random random) {
            return List.of(host.process().toHandle());
        }
    },
    /** The server's first process, whose children then end by themselves. */
    POSTMASTER {
        @Override
        List<ProcessHandle> choose(HostProcess host, Random random) {
            return List.of(postmaster(host));
        }
    },
    /** Host and server with all their processes, at once. */
    BOTH {
        @Override
        List<ProcessHandle> choose(HostProcess host, Random random) {
            var all = new ArrayList<>(List.of(host.process().toHandle()));
            host.process().descendants().forEach(all::add);
            return all;
        }
    },
    /** One session's process, whereupon the server ends all others and recovers. */
    BACKEND {
        @Override
        List<ProcessHandle> choose(HostProcess host, Random random) {
            var all =
                    postmaster(host)
                            .children()
                            .filter(one -> title(one).startsWith("postgres: bgworker "))
                            .toList();
            return List.of(all.get(random.nextInt(all.size())));
        }
    };

    /** The processes to kill. */
    abstract List<ProcessHandle> choose(HostProcess host, Random random);

    /** Whether a new host has to be started then. */
    boolean isHost() {
        return this == HOST || this == BOTH;
    }

    private static ProcessHandle postmaster(HostProcess host) {
        return host.process()
                .children()
                .filter(one -> title(one).contains("/postgres"))
                .findFirst()
                .orElseThrow();
    }

    /** PostgreSQL's processes overwrite it with what they do. */
    private static String title(ProcessHandle process) {
        try {
            var line = Path.of("/proc", Long.toString(process.pid()), "cmdline");
            return new String(Files.readAllBytes(line), StandardCharsets.UTF_8);
        } catch (IOException ended) {
            return "";
        }
    }
}
