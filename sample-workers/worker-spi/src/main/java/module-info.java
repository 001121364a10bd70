import org.bgworker.sample.worker_spi.WorkerSpi;
import org.bgworker.sample.worker_spi.WorkerSpiLaunch;
import org.bgworker.sample.worker_spi.WorkerSpiMain;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;
import org.jspecify.annotations.NullMarked;

/**
 * PostgreSQL's own example of background workers ({@code src/test/modules/worker_spi}).
 *
 * <p>The module's name is the library's name, the first line of its workers' records.
 */
@NullMarked
module worker_spi {
    requires org.bgworker.spi;
    requires static org.jspecify;

    provides WorkerLibrary with
            WorkerSpi;
    provides WorkerMain with
            WorkerSpiMain,
            WorkerSpiLaunch;
}
