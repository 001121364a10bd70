import org.jspecify.annotations.NullMarked;

/** The host: loads worker libraries, starts their workers, restarts what fails, stops in order. */
@NullMarked
module org.bgworker.host {
    requires com.fasterxml.jackson.core; // how JSON is written
    requires com.fasterxml.jackson.jr.ob; // JSON of the audit
    requires info.picocli; // the words of the command line
    requires io.github.classgraph; // what is in a jar, without loading a class
    requires java.sql;
    requires jdk.unsupported; // signals
    requires transitive org.bgworker.spi; // what an application registers and holds
    requires org.tinylog.api; // the log's writer
    requires static java.desktop; // beans that an unloaded library has left in a cache
    requires static java.management; // MBeans that it has left
    requires static jdk.jfr; // its events
    requires static jdk.management; // its virtual threads
    requires static org.jspecify;

    exports org.bgworker.host.embedding;

    // filled by reflection
    opens org.bgworker.host.cli to
            info.picocli;

    uses java.sql.Driver;

    provides System.LoggerFinder with
            org.bgworker.host.log.LoggerFinder;
}
