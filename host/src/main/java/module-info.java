import org.jspecify.annotations.NullMarked;

/** The host: loads worker libraries, starts their workers, restarts what fails, stops in order. */
@NullMarked
@SuppressWarnings("requires-automatic") // of Prometheus, which has no module descriptors
module org.bgworker.host {
    requires com.google.gson; // JSON
    requires info.picocli; // the words of the command line
    requires io.github.classgraph; // what is in a jar, without loading a class
    requires io.prometheus.metrics.model; // metrics
    requires io.prometheus.writer.text; // and their text
    requires java.management; // what an unloaded library has left, and what threads have used
    requires java.sql;
    requires jdk.management; // what threads have allocated
    requires jdk.net; // who is at the other end of a socket
    requires jdk.unsupported; // signals
    requires org.eclipse.jetty.http; // its headers
    requires org.eclipse.jetty.server; // HTTP
    requires org.eclipse.jetty.unixdomain.server; // on a socket of the file system
    requires transitive org.bgworker.spi; // what an application registers and holds
    requires org.tinylog.api; // the log's writer
    requires static java.desktop; // beans that an unloaded library has left in a cache
    requires static jdk.jfr; // its events
    requires static org.jspecify;

    exports org.bgworker.host.embedding;

    uses java.sql.Driver;

    provides System.LoggerFinder with
            org.bgworker.host.log.LoggerFinder;
}
