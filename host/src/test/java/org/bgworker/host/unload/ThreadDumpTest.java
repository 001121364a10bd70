package org.bgworker.host.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Thread dumps as the JDK writes them, and the frames in them. */
final class ThreadDumpTest {
    private static final String DUMP =
            """
            {
              "threadDump": {
                "threadContainers": [
                  {
                    "container": "<root>",
                    "threads": [
                      {
                        "tid": "3",
                        "time": "2026-11-22T22:05:52.696269603Z",
                        "name": "main",
                        "state": "RUNNABLE",
                        "stack": [
                        ],
                        "monitorsOwned": [
                          {
                            "depth": 4,
                            "locks": [
                              "java.lang.Object@4445629"
                            ]
                          }
                        ]
                      },
                      {
                        "tid": "23",
                        "virtual": true,
                        "name": "v \\"q\\"",
                        "state": "WAITING",
                        "stack": [
                          "java.base\\/java.lang.VirtualThread.park(VirtualThread.java:742)",
                          "lib\\/mod@1.2\\/p.Main.run(Main.java:3)"
                        ]
                      }
                    ],
                    "threadCount": "2"
                  }
                ]
              }
            }
            """;

    private static final Unloadable LIBRARY = new Puppet("lib", Map.of("lib", "", "mod", "1.2"));

    @Test
    void threads_are_read_with_their_stacks() {
        var dump = new ThreadDump(DUMP.lines().iterator());
        assertEquals(Optional.of(new ThreadDump.Entry("3", "main", false, List.of())), dump.next());
        assertEquals(
                Optional.of(
                        new ThreadDump.Entry(
                                "23",
                                "v \"q\"",
                                true,
                                List.of(
                                        "java.base/java.lang.VirtualThread.park(VirtualThread.java:742)",
                                        "lib/mod@1.2/p.Main.run(Main.java:3)"))),
                dump.next());
        assertEquals(Optional.empty(), dump.next());
    }

    @Test
    void a_frame_is_of_a_library_by_its_loader_module_and_version() {
        assertTrue(Frame.of("lib/mod@1.2/p.Main.run(Main.java:3)").isOf(LIBRARY));
        assertTrue(Frame.of("lib/lib/p.Main.run(Main.java:3)").isOf(LIBRARY));
        assertTrue(Frame.of("lib//p.Main.run(Main.java:3)").isOf(LIBRARY));
        assertTrue(Frame.of("lib/mod@1.2/p.Main$$Lambda/0x1.run(Unknown Source)").isOf(LIBRARY));
        assertFalse(Frame.of("lib/mod@1.3/p.Main.run(Main.java:3)").isOf(LIBRARY));
        assertFalse(Frame.of("lib/lib@2/p.Main.run(Main.java:3)").isOf(LIBRARY));
        assertFalse(Frame.of("other/mod@1.2/p.Main.run(Main.java:3)").isOf(LIBRARY));
        assertFalse(Frame.of("java.base/java.lang.Thread.run(Thread.java:3)").isOf(LIBRARY));
        assertFalse(Frame.of("p.Main.run(Main.java:3)").isOf(LIBRARY));
    }
}
