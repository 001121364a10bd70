package org.bgworker.host.postmaster;

import static org.bgworker.host.report.Severity.ERROR;
import static org.bgworker.host.report.Severity.LOG;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.bgworker.host.report.Report;
import org.bgworker.spi.BackgroundWorker;

/** Gives slots to workers, or says why not. */
final class Registrations {
    private final Slots slots;
    private final Orders orders;
    private final IntPredicate isBackend;
    private final Map<Long, Event.Register> queued = new LinkedHashMap<>();
    private long sequence;

    Registrations(Slots slots, Orders orders, IntPredicate isBackend) {
        this.slots = slots;
        this.orders = orders;
        this.isBackend = isBackend;
    }

    /**
     * R23, R30, R31, R33: refused ones do not stop the others; the last one registered is first.
     */
    void preload(Event.Preloaded preloaded) {
        for (var worker : preloaded.own()) {
            add(new Registered(slots.takeForHost(), worker, sequence++, true, ""));
        }
        var statics = new ArrayList<Static>();
        for (var library : preloaded.libraries()) {
            sound(library.workers()).forEach(one -> statics.add(new Static(library.name(), one)));
        }
        add(statics);
    }

    /** Of a library that has arrived later, of those that keep to the rules; better than R25. */
    void add(String library, List<BackgroundWorker> workers) {
        add(workers.stream().map(worker -> new Static(library, worker)).toList());
    }

    private void add(List<Static> statics) {
        int room = Math.min(statics.size(), slots.free());
        var accepted = statics.subList(0, room);
        for (int i = room; i < statics.size(); i++) {
            orders.say(Sentences.tooMany(LOG, slots.limit()));
        }
        long last = sequence + accepted.size();
        sequence = last;
        for (var one : accepted.reversed()) {
            add(
                    new Registered(
                            slots.takeForLibrary(true),
                            one.worker(),
                            --last,
                            false,
                            one.registrar()));
        }
    }

    /** A static worker and the library whose init registers it. */
    private record Static(String registrar, BackgroundWorker worker) {}

    /** Those that keep to the rules; of the others it is said why not. */
    List<BackgroundWorker> sound(List<BackgroundWorker> workers) {
        var sound = new ArrayList<BackgroundWorker>();
        for (var worker : workers) {
            orders.say(Sentences.registering(worker));
            var problem = Rules.problems(worker, true);
            problem.ifPresentOrElse(orders::say, () -> sound.add(worker));
        }
        return sound;
    }

    /** Accepts a dynamic worker, has it wait for a slot, or refuses it. */
    void register(Event.Register request, long now) {
        var problem = Rules.problems(request.worker(), false);
        if (problem.isPresent()) {
            refuse(request, problem.orElseThrow());
        } else if (queued.isEmpty() && !slots.full()) {
            accept(request);
        } else if (request.deadline() > now) {
            queued.put(request.request(), request);
        } else {
            refuseFull(request);
        }
    }

    private void accept(Event.Register request) {
        var worker = request.worker();
        if (worker.notifyPid() != 0 && !isBackend.test(worker.notifyPid())) {
            orders.say(Sentences.notifyPidInvalid(worker.notifyPid()));
            worker = withoutNotifyPid(worker);
        }
        orders.say(Sentences.registering(worker));
        var registered = new Registered(slots.takeForLibrary(false), worker, sequence++, false, "");
        add(registered);
        orders.give(new Order.Registered(request.request(), registered.id));
    }

    private void add(Registered registered) {
        slots.add(registered);
        orders.happened(new Happening.Registered(registered.id, registered.worker));
    }

    private static BackgroundWorker withoutNotifyPid(BackgroundWorker worker) {
        return new BackgroundWorker(
                worker.name(),
                worker.type(),
                worker.flags(),
                worker.startTime(),
                worker.restartTime(),
                worker.libraryName(),
                worker.functionName(),
                worker.mainArg(),
                worker.extra(),
                0);
    }

    /** Gives free slots to those who wait for one, first come, first served. */
    void fillSlots() {
        var requests = queued.values().iterator();
        while (requests.hasNext() && !slots.full()) {
            var request = requests.next();
            requests.remove();
            accept(request);
        }
    }

    void expire(long now) {
        if (nextDeadline() <= now) {
            for (var request : List.copyOf(queued.values())) {
                if (request.deadline() <= now) {
                    queued.remove(request.request());
                    refuseFull(request);
                }
            }
        }
    }

    void refuseAll(Report reason) {
        queued.values().forEach(request -> refuse(request, reason));
        queued.clear();
    }

    void forget(long request) {
        queued.remove(request);
    }

    void forgetBackend(int backend) {
        queued.values().removeIf(request -> request.backend() == backend);
    }

    long nextDeadline() {
        return queued.isEmpty()
                ? Long.MAX_VALUE
                : queued.values().stream()
                        .mapToLong(Event.Register::deadline)
                        .min()
                        .orElse(Long.MAX_VALUE);
    }

    void refuse(Event.Register request, Report reason) {
        orders.give(new Order.Refused(request.request(), reason));
    }

    private void refuseFull(Event.Register request) {
        refuse(request, Sentences.tooMany(ERROR, slots.limit()));
    }
}
