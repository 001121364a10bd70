package org.bgworker.host.postmaster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bgworker.host.postmaster.Event.Until;
import org.bgworker.spi.WorkerStatus;
import org.bgworker.spi.WorkerStatus.HandleStatus;

/** Who waits for which worker. Every wait ends: answered, past its deadline, or given up. */
final class Waits {
    /** One wait. */
    record Waiter(long request, int backend, WorkerId worker, Until until, long deadline) {
        boolean over(WorkerStatus status) {
            return switch (until) {
                case STARTED -> status.status() != HandleStatus.NOT_YET_STARTED;
                case STOPPED -> status.status() == HandleStatus.STOPPED;
            };
        }
    }

    private final Slots slots;
    private final Orders orders;
    private final Map<Long, Waiter> open = new LinkedHashMap<>();
    private final NavigableSet<Waiter> byDeadline =
            new TreeSet<>(
                    Comparator.comparingLong(Waiter::deadline).thenComparingLong(Waiter::request));

    Waits(Slots slots, Orders orders) {
        this.slots = slots;
        this.orders = orders;
    }

    void add(Event.Await await, long now) {
        var waiter =
                new Waiter(
                        await.request(),
                        await.backend(),
                        await.worker(),
                        await.until(),
                        await.deadline());
        var status = slots.status(waiter.worker(), now);
        var worker = slots.find(waiter.worker());
        if (worker.isEmpty() || waiter.over(status) || waiter.deadline() <= now) {
            orders.give(new Order.Answer(waiter.request(), status));
        } else {
            open.put(waiter.request(), waiter);
            byDeadline.add(waiter);
            worker.orElseThrow().waiters.add(waiter);
        }
    }

    /** Answers whoever waited for what has just happened to a worker. */
    void changed(Registered registered, long now) {
        if (registered.waiters.isEmpty()) {
            return;
        }
        var status = slots.status(registered.id, now);
        answer(registered.waiters, waiter -> waiter.over(status), status);
    }

    /** Answers everybody who waits for a worker that nothing more will be heard of. */
    void givenUp(Registered registered, long now) {
        answer(registered.waiters, _ -> true, slots.status(registered.id, now));
    }

    void expire(long now) {
        while (!byDeadline.isEmpty() && byDeadline.first().deadline() <= now) {
            var waiter = byDeadline.first();
            answerOne(waiter, slots.status(waiter.worker(), now));
        }
    }

    /** Answers everybody: the host is gone. */
    void hostStopped(long now) {
        for (var waiter : List.copyOf(open.values())) {
            var last = slots.status(waiter.worker(), now);
            answerOne(
                    waiter,
                    new WorkerStatus(
                            HandleStatus.POSTMASTER_DIED,
                            last.state(),
                            0,
                            last.lastExit(),
                            Optional.empty()));
        }
    }

    void forget(long request) {
        var waiter = open.remove(request);
        if (waiter != null) {
            byDeadline.remove(waiter);
            slots.find(waiter.worker()).ifPresent(worker -> worker.waiters.remove(waiter));
        }
    }

    void forgetBackend(int backend) {
        open.values().stream()
                .filter(waiter -> waiter.backend() == backend)
                .toList()
                .forEach(waiter -> forget(waiter.request()));
    }

    long nextDeadline() {
        return byDeadline.isEmpty() ? Long.MAX_VALUE : byDeadline.first().deadline();
    }

    private void answer(List<Waiter> waiters, Predicate<Waiter> whom, WorkerStatus status) {
        for (var waiter : new ArrayList<>(waiters)) {
            if (whom.test(waiter)) {
                answerOne(waiter, status);
            }
        }
    }

    private void answerOne(Waiter waiter, WorkerStatus status) {
        forget(waiter.request());
        orders.give(new Order.Answer(waiter.request(), status));
    }
}
