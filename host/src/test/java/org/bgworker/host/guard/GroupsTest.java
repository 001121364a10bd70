package org.bgworker.host.guard;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A thread group for each run, however many runs there are. */
final class GroupsTest {
    private final Groups groups = new Groups("background workers");

    @Test
    void each_run_has_a_group_of_its_own_that_bears_its_name() {
        var first = groups.next("ingest");
        var second = groups.next("ingest");
        assertNotSame(first, second);
        assertEquals("ingest", second.getName());
        assertEquals("background workers", second.getParent().getName());
    }

    @Test
    void no_group_holds_many_others() {
        var held =
                IntStream.range(0, 1000)
                        .mapToObj(_ -> groups.next("ingest"))
                        .collect(groupingBy(ThreadGroup::getParent, counting()));
        assertTrue(held.values().stream().allMatch(count -> count <= 64), held::toString);
        assertEquals(1, held.keySet().stream().map(ThreadGroup::getParent).distinct().count());
    }
}
