package org.bgworker.host.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.bgworker.host.report.ReportException;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Datum;
import org.bgworker.spi.ExitCause;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerMain;
import org.junit.jupiter.api.Test;

/** Rules R11, R63, R64, R71 and R111: a run on its thread, without a host around it. */
final class WorkerThreadTest {
    private static final BackgroundWorker WORKER =
            BackgroundWorker.named("the name").type("its kind").mainArg(Datum.of(42)).build();

    private final OneRun runs = new OneRun();

    @Test
    void R11_each_run_has_the_record_as_it_was_registered() {
        var seen = new CopyOnWriteArrayList<Object>();
        WorkerMain main =
                argument -> {
                    seen.add(argument);
                    seen.add(WorkerContext.current().entry());
                };
        runs.of(WORKER, main);
        runs.of(WORKER, main);
        assertEquals(List.of(Datum.of(42), WORKER, Datum.of(42), WORKER), seen);
    }

    @Test
    void R63_the_thread_bears_the_name_and_not_the_type() {
        var name = new CopyOnWriteArrayList<String>();
        runs.of(WORKER, _ -> name.add(Thread.currentThread().getName()));
        assertEquals(List.of("the name"), name);
    }

    @Test
    void R64_each_run_has_a_latch_exit_actions_and_a_thread_group_of_its_own() {
        var set = new CopyOnWriteArrayList<Boolean>();
        var groups = new CopyOnWriteArrayList<ThreadGroup>();
        var actions = new AtomicInteger();
        WorkerMain main =
                _ -> {
                    var worker = WorkerContext.current();
                    set.add(worker.latch().isSet());
                    worker.latch().set();
                    worker.atExit(actions::incrementAndGet);
                    groups.add(Thread.currentThread().getThreadGroup());
                };
        runs.of(WORKER, main);
        runs.of(WORKER, main);
        assertEquals(List.of(false, false), set);
        assertEquals(2, actions.get());
        assertNotSame(groups.getFirst(), groups.getLast());
    }

    @Test
    void R71_the_function_is_looked_up_on_the_workers_thread_at_each_start() {
        var lookups = new CopyOnWriteArrayList<Thread>();
        var mains = new CopyOnWriteArrayList<Thread>();
        EntryPoints entryPoints =
                _ -> {
                    lookups.add(Thread.currentThread());
                    return OneRun.entryPoint(_ -> mains.add(Thread.currentThread()));
                };
        runs.lookingUp(WORKER, entryPoints);
        runs.lookingUp(WORKER, entryPoints);
        assertEquals(2, mains.size());
        assertEquals(mains, lookups);
    }

    @Test
    void R71_to_return_is_exit_0() {
        assertEquals(new WorkerExit.Returned(), runs.of(WORKER, _ -> {}));
    }

    @Test
    void R77_a_function_that_is_not_found_is_exit_1() {
        EntryPoints none =
                _ -> {
                    throw new ReportException("could not find function", "", "");
                };
        var exit = runs.lookingUp(WORKER, none);
        assertEquals(1, exit.code());
        assertEquals("could not find function", cause(exit).message());
    }

    @Test
    void R111_a_connection_that_was_not_asked_for_is_refused_and_if_not_caught_exit_1() {
        var exit = runs.of(WORKER, _ -> WorkerContext.current().initializeConnection());
        assertEquals(1, exit.code());
        assertEquals(
                "database connection requirement not indicated during registration",
                cause(exit).message());
    }

    @Test
    void R37_outside_of_workers_and_sessions_there_is_nobody_to_register_with() {
        assertThrows(IllegalStateException.class, WorkerContext::current);
        assertFalse(runs.of(WORKER, _ -> WorkerContext.current()) instanceof WorkerExit.Threw);
    }

    private static ExitCause cause(WorkerExit exit) {
        if (exit instanceof WorkerExit.Threw(var cause)) {
            return cause;
        }
        throw new AssertionError(exit);
    }
}
