package org.bgworker.host.library;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.bgworker.host.log.Log;
import org.bgworker.host.report.Severity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever happens to the modules directory and to workers: what is loaded in the end is what is
 * there and permitted, and no worker ever runs twice. Of a sequence that fails, the shortest that
 * still does is told.
 */
@Tag("deeper")
final class EverySequenceTest {
    private static final long SEED = Long.getLong("sequences.seed", 20261122);
    private static final int SEQUENCES = Integer.getInteger("sequences.count", 50);
    private static final int STEPS = Integer.getInteger("sequences.steps", 60);

    @TempDir private Path directory;
    private int runs;

    @BeforeEach
    void sayLittle() {
        Log.threshold(Severity.PANIC);
    }

    @AfterEach
    void sayAsUsual() {
        Log.threshold(Severity.WARNING);
    }

    @Test
    void ends_in_what_is_there_and_permitted() throws Exception {
        System.out.printf("%d sequences of %d steps, seed %d%n", SEQUENCES, STEPS, SEED);
        for (int i = 0; i < SEQUENCES; i++) {
            var random = new Random(SEED + i);
            var steps =
                    new ArrayList<>(
                            Stream.generate(() -> Step.random(random)).limit(STEPS).toList());
            if (!run(i, steps).isEmpty()) {
                shrink(i, steps);
                fail("sequence %d: %s%n%s".formatted(i, String.join("\n", run(i, steps)), steps));
            }
        }
    }

    @Test
    void what_has_failed_is_not_undone_when_it_is_replaced_already() throws Exception {
        var first = new Step(Step.Kind.DROP, 0, 0);
        var look = new Step(Step.Kind.LOOK, 0, 0);
        var settles = new Step(Step.Kind.PASS, 0, 2);
        var find = new Step(Step.Kind.FIND, 0, 0);
        var one = new Step(Step.Kind.DELIVER, 0, 0);
        var replaced = List.of(look, settles, look);
        var steps = new ArrayList<>(List.of(first, first, first, find));
        steps.add(new Step(Step.Kind.DROP, 0, 1));
        steps.addAll(replaced);
        steps.addAll(List.of(one, new Step(Step.Kind.EXIT, 0, 3), one, find));
        steps.add(new Step(Step.Kind.DROP, 0, 2));
        steps.addAll(List.of(look, settles, new Step(Step.Kind.EXIT, 0, 1), look, one, look));
        assertEquals(List.of(), run(1, steps));
    }

    private List<String> run(int variant, List<Step> steps) throws Exception {
        return Sequence.run(directory.resolve("run" + ++runs), variant, steps);
    }

    private void shrink(int variant, List<Step> steps) throws Exception {
        for (int size = steps.size() / 2; size > 0; size /= 2) {
            for (int at = 0; at + size <= steps.size(); ) {
                var removed = List.copyOf(steps.subList(at, at + size));
                steps.subList(at, at + size).clear();
                if (run(variant, steps).isEmpty()) {
                    steps.addAll(at, removed);
                    at += size;
                }
            }
        }
    }
}
