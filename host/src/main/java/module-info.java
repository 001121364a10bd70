import org.jspecify.annotations.NullMarked;

/** The host: loads worker libraries, starts their workers, restarts what fails, stops in order. */
@NullMarked
module org.bgworker.host {
    requires org.bgworker.spi;
    requires static org.jspecify;
}
