import org.bgworker.sample.supervised_failures.Exits;
import org.bgworker.sample.supervised_failures.Loops;
import org.bgworker.sample.supervised_failures.Recurses;
import org.bgworker.sample.supervised_failures.SupervisedFailures;
import org.bgworker.sample.supervised_failures.Throws;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;
import org.jspecify.annotations.NullMarked;

/**
 * Four ways to fail, to watch supervision at work: {@code ./bgworker run -c
 * supervised_failures.enabled=on}, and after a while Ctrl-C.
 *
 * <p>Off by default. Nothing of what these workers do reaches the host or another worker.
 */
@NullMarked
module supervised_failures {
    requires org.bgworker.spi;
    requires static org.jspecify;

    provides WorkerLibrary with
            SupervisedFailures;
    provides WorkerMain with
            Throws,
            Exits,
            Recurses,
            Loops;
}
