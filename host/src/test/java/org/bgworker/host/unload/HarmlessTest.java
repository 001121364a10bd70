package org.bgworker.host.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import org.bgworker.spi.WorkerExit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker may do without a trace, if it runs as workers run here. */
@Timeout(20)
final class HarmlessTest {
    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "nothing",
                "lambdas",
                "proxies",
                "jul",
                "system_logger",
                "serialization",
                "bundle",
                "common_pool",
                "common_pool_local",
                "http_client",
                "level",
                "at_exit"
            })
    void a_library_goes_by_itself_when_a_worker_has_used(String what) throws Exception {
        goes(what);
    }

    @Test
    void a_thread_local_goes_with_the_workers_thread() throws Exception {
        goes("thread_local");
        goes("inheritable");
    }

    @Test
    void a_thread_that_can_be_interrupted_is_ended_with_the_worker() throws Exception {
        goes("thread");
    }

    @Test
    void threads_and_timers_of_the_context_end_with_the_worker() throws Exception {
        goes("context_scheduler");
        goes("context_virtual");
    }

    @Test
    void an_event_without_a_recording_holds_nothing() throws Exception {
        LitterRun.awaitGone(LitterRun.of("flight_event"));
    }

    @Test
    void an_exception_of_the_librarys_is_kept_as_text() throws Exception {
        var ended = LitterRun.of("own_exception", (_, _) -> {});
        LitterRun.awaitGone(ended.swept());
        assertInstanceOf(WorkerExit.Threw.class, ended.exit());
    }

    @Test
    void so_is_one_of_the_jdk_whose_stack_has_the_librarys_classes() throws Exception {
        var ended = LitterRun.of("jdk_exception", (_, _) -> {});
        LitterRun.awaitGone(ended.swept());
        assertInstanceOf(WorkerExit.Threw.class, ended.exit());
    }

    private static void goes(String what) throws Exception {
        var swept = LitterRun.of(what);
        assertEquals(List.of(), swept.undone());
        LitterRun.awaitGone(swept);
    }
}
