package org.bgworker.host.it;

import java.nio.file.Path;
import org.bgworker.host.testing.LibraryBuilder;

/** Small libraries that the tests about bad input start from. */
final class Samples {
    private Samples() {}

    /** One function, {@code work}, whose class is {@code NAME.Work}; nothing is registered. */
    static LibraryBuilder idle(String name) {
        return LibraryBuilder.module(name, name + ".Work").main(name + ".Work", "work", "");
    }

    /** As {@link #idle}, and an init with this body. */
    static LibraryBuilder withInit(String name, String init) {
        return idle(name)
                .source(
                        "module-info.java",
                        """
                        module %1$s {
                            requires org.bgworker.spi;
                            provides org.bgworker.spi.WorkerMain with %1$s.Work;
                            provides org.bgworker.spi.WorkerLibrary with %1$s.Init;
                        }
                        """
                                .formatted(name))
                .source(name.replace('.', '/') + "/Init.java", initClass(name, init));
    }

    /** A class {@code NAME.Init} with this body of its init. */
    static String initClass(String name, String init) {
        return """
        package %s;
        import java.time.Duration;
        import org.bgworker.spi.*;
        public final class Init implements WorkerLibrary {
            @Override public void init(Registrar registrar) throws Exception {
                %s
            }
        }
        """
                .formatted(name, init);
    }

    /** A statement that registers a static worker of function {@code work}, with more calls. */
    static String register(String worker, String library, String more) {
        return "registrar.register(BackgroundWorker.named(\"%s\").library(\"%s\").function(\"work\")%s.build());\n"
                .formatted(worker, library, more);
    }

    /** A statement that writes a line at level LOG. */
    static String say(String text) {
        return "System.getLogger(\"test\").log(System.Logger.Level.INFO, \"%s\");\n"
                .formatted(text);
    }

    /**
     * A library that is read after all others; its worker says {@code the good one runs} and waits.
     */
    static Path good(Path modules) {
        var name = "zz.good";
        return withInit(name, register("good", name, ".startTime(StartTime.POSTMASTER_START)"))
                .main(
                        name + ".Work",
                        "work",
                        say("the good one runs") + "while (true) { worker.latch().await(); }")
                .jar(modules.resolve("zz_good.jar"));
    }
}
