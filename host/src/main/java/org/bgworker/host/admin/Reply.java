package org.bgworker.host.admin;

import java.io.IOException;
import org.bgworker.host.report.Report;

/** What a request is answered with. */
sealed interface Reply {
    /**
     * A document.
     *
     * @param status of HTTP
     * @param tree of maps, lists, texts, numbers and truth values
     */
    record Document(int status, Object tree) implements Reply {}

    /**
     * A text as it is.
     *
     * @param type of its content
     * @param text of any length
     */
    record Text(String type, String text) implements Reply {}

    /**
     * Lines of JSON, for as long as the client reads and the host runs.
     *
     * @param source gives them
     */
    record Lines(Source source) implements Reply {}

    /** Where lines come from. */
    @FunctionalInterface
    interface Source {
        void writeTo(Sink sink) throws IOException, InterruptedException;
    }

    /** Where lines go to. Both fail when the client has gone. */
    interface Sink {
        void write(String line) throws IOException;

        /** Sends what has been written. */
        void flush() throws IOException;
    }

    static Reply ok(Object tree) {
        return new Document(200, tree);
    }

    /** What is wrong, in three parts. */
    static Reply wrong(int status, Report report) {
        return new Document(status, ReportTrees.error(report));
    }

    static Reply wrong(int status, String primary) {
        return wrong(status, Report.error(primary, "", ""));
    }
}
