package org.bgworker.host.it;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.spi.ToolProvider;

/** The JDK's {@code jar}. */
final class JarTool {
    private JarTool() {}

    static void run(String... words) {
        var said = new StringWriter();
        var printer = new PrintWriter(said);
        if (ToolProvider.findFirst("jar").orElseThrow().run(printer, printer, words) != 0) {
            throw new AssertionError(said.toString());
        }
    }
}
