package org.bgworker.host.library;

import java.util.Random;

/**
 * Something that happens.
 *
 * @param kind of it
 * @param which entry, library or worker, whatever it concerns; any number means one of them
 * @param what of it
 */
record Step(Kind kind, int which, int what) {
    /** The kinds of steps, the frequent ones more than once in {@link #random}. */
    enum Kind {
        DROP(6),
        DROP_FOLDER(3),
        REWRITE(4),
        GROW(8),
        PART(2),
        REMOVE(5),
        RENAME(3),
        VANISH(1),
        FORBID(2),
        PERMIT(2),
        REGISTER(3),
        TERMINATE(1),
        FIND(10),
        EXIT(8),
        DELIVER(16),
        LOOK(12),
        PASS(12);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final int ALL = total();

    private static int total() {
        int sum = 0;
        for (var kind : Kind.values()) {
            sum += kind.weight;
        }
        return sum;
    }

    static Step random(Random random) {
        int left = random.nextInt(ALL);
        int kind = 0;
        while (left >= Kind.values()[kind].weight) {
            left -= Kind.values()[kind++].weight;
        }
        return new Step(Kind.values()[kind], random.nextInt(1000), random.nextInt(1000));
    }
}
