package org.bgworker.host.unload;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The watch over libraries that go, with a clock moved by hand and a collector that is a puppet.
 */
final class DeparturesTest {
    private static final long SECOND = 1_000_000_000;
    private static final Patience PATIENCE =
            new Patience(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(30));

    private final List<Swept> collectable = new ArrayList<>();
    private int collections;
    private final Departures departures =
            new Departures(PATIENCE, this::collect, library -> List.of("its thread", "its hook"));
    private final List<Unloadable> held = new ArrayList<>();

    private void collect() {
        collections++;
        collectable.forEach(Swept::forget);
    }

    private Swept library(String name) {
        var loader = new Puppet(name, Map.of(name, "1.2"));
        held.add(loader);
        return new Swept(loader, List.of(), List.of());
    }

    private Swept taken(String name, int second) {
        var library = library(name);
        departures.take(List.of(library), second * SECOND);
        return library;
    }

    private Departures.Look look(int second) {
        return departures.look(second * SECOND);
    }

    private void nextLookIsAt(int second) {
        assertEquals(OptionalLong.of(second * SECOND), departures.nextLook());
    }

    @Test
    void without_a_library_to_wait_for_there_is_nothing_to_look_at() {
        assertEquals(OptionalLong.empty(), departures.nextLook());
        assertEquals(new Departures.Look(List.of(), List.of(), List.of()), look(100));
        assertEquals(0, collections);
    }

    @Test
    void a_library_that_goes_by_itself_costs_no_collection() {
        var library = taken("a", 0);
        nextLookIsAt(2);
        library.forget();
        assertEquals(List.of(library), look(2).gone());
        assertEquals(List.of(), look(3).gone());
        assertEquals(0, collections);
        assertEquals(OptionalLong.empty(), departures.nextLook());
    }

    @Test
    void one_that_does_not_is_helped_by_a_collection_once_it_had_its_time() {
        var library = taken("a", 0);
        collectable.add(library);
        assertEquals(List.of(), look(1).gone());
        assertEquals(0, collections);
        assertEquals(List.of(library), look(2).gone());
        assertEquals(1, collections);
    }

    @Test
    void a_thousand_are_helped_by_one() {
        var all = new ArrayList<Swept>();
        for (int i = 0; i < 1000; i++) {
            all.add(library("a" + i));
        }
        departures.take(all, 0);
        collectable.addAll(all);
        assertEquals(all, look(2).gone());
        assertEquals(1, collections);
    }

    @Test
    void the_next_collection_is_not_asked_for_before_its_time() {
        taken("a", 0);
        look(2);
        nextLookIsAt(12);
        var late = taken("b", 3);
        collectable.add(late);
        look(5);
        look(11);
        assertEquals(1, collections);
        nextLookIsAt(12);
        assertEquals(List.of(late), look(12).gone());
        assertEquals(2, collections);
    }

    @Test
    void a_library_is_leaked_after_its_time_and_told_once_with_what_holds_it() {
        var library = taken("a", 0);
        look(2);
        look(12);
        look(22);
        nextLookIsAt(30);
        assertEquals(List.of(), look(29).leaked());
        var leak = look(30).leaked().getFirst();
        assertEquals(library, leak.library());
        assertEquals(
                """
                WARNING:  library "a" 1.2 is unloaded but does not go away
                DETAIL:  Still there after 30000 ms. What holds it:
                its thread
                its hook
                HINT:  Its memory stays in use until the host ends. Take threads, executors and timers from the worker's context, and undo at its end what the worker has registered elsewhere.\
                """,
                leak.report().toString());
        assertEquals(List.of(), look(31).leaked());
    }

    @Test
    void nothing_is_leaked_before_two_collections_have_passed_it_by() {
        taken("a", 0);
        assertEquals(List.of(), look(100).leaked());
        nextLookIsAt(110);
        assertEquals(List.of(), look(109).leaked());
        assertEquals(1, look(110).leaked().size());
    }

    @Test
    void of_many_that_leak_at_once_some_are_told_at_the_next_look() {
        departures.take(IntStream.range(0, 20).mapToObj(i -> library("a" + i)).toList(), 0);
        look(2);
        look(12);
        assertEquals(16, look(30).leaked().size());
        nextLookIsAt(30);
        assertEquals(4, look(30).leaked().size());
        assertEquals(0, look(31).leaked().size());
    }

    @Test
    void for_a_leaked_library_no_collection_is_asked_for() {
        taken("a", 0);
        look(2);
        look(12);
        look(30);
        int before = collections;
        nextLookIsAt(40);
        look(40);
        look(1000);
        assertEquals(before, collections);
    }

    @Test
    void a_leaked_library_that_goes_after_all_is_told_of_once() {
        var library = taken("a", 0);
        look(2);
        look(12);
        look(30);
        library.forget();
        var look = look(50);
        assertEquals(List.of(library), look.late());
        assertEquals(List.of(), look.gone());
        assertEquals(List.of(), look(60).late());
        assertEquals(OptionalLong.empty(), departures.nextLook());
    }

    @Test
    void a_departure_keeps_nothing_of_the_library() {
        var library = taken("a", 0);
        look(2);
        look(12);
        look(30);
        held.clear();
        LitterRun.awaitGone(library);
        assertEquals(List.of(library), look(40).late());
    }
}
