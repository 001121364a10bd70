import org.bgworker.sample.file_ingest.FileIngest;
import org.bgworker.sample.file_ingest.FileIngestMain;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;
import org.jspecify.annotations.NullMarked;

/**
 * Loads files that are dropped into a folder into a table, each content exactly once.
 *
 * <p>A library that has a dependency of its own, FastCSV; both lie in the library's folder.
 */
@NullMarked
module file_ingest {
    requires de.siegmar.fastcsv;
    requires org.bgworker.spi;
    requires static org.jspecify;

    provides WorkerLibrary with
            FileIngest;
    provides WorkerMain with
            FileIngestMain;
}
