package org.bgworker.host.it;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.bgworker.host.testing.HostProcess;
import org.bgworker.host.testing.LibraryBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host in a process of its own, from start to end. */
final class HostIT {
    @TempDir private Path dir;

    @Test
    void a_third_partys_module_compiled_against_the_spi_alone_runs() {
        LibraryBuilder.module("com.acme.hello", "com.acme.hello.Hello", "com.acme.hello.Unused")
                .main(
                        "com.acme.hello.Hello",
                        "hello",
                        "System.getLogger(\"hello\").log(System.Logger.Level.INFO, \"argument {0}\", mainArg.asLong());")
                .main("com.acme.hello.Unused", "unused", "")
                .source(
                        "com/acme/hello/Init.java",
                        """
                        package com.acme.hello;
                        import org.bgworker.spi.*;
                        public final class Init implements WorkerLibrary {
                            @Override public void init(Registrar registrar) {
                                registrar.register(BackgroundWorker.named("hello").library("com.acme.hello")
                                        .function("hello").mainArg(Datum.of(42)).build());
                            }
                        }
                        """)
                .source(
                        "module-info.java",
                        """
                        module com.acme.hello {
                            requires org.bgworker.spi;
                            provides org.bgworker.spi.WorkerMain with com.acme.hello.Hello, com.acme.hello.Unused;
                            provides org.bgworker.spi.WorkerLibrary with com.acme.hello.Init;
                        }
                        """)
                .jar(dir.resolve("hello.jar"));
        try (var host = HostProcess.run(dir, dir.resolve("data"))) {
            host.await("LOG:  hello: argument 42");
            assertEquals(0, host.stop());
            host.await("database system is shut down");
        }
    }
}
