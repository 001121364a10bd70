package org.bgworker.host.postmaster;

import static org.bgworker.host.report.Severity.ERROR;
import static org.bgworker.host.report.Severity.PANIC;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bgworker.host.postmaster.Registered.Phase;
import org.bgworker.host.report.Report;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;
import org.bgworker.spi.WorkerStatus;

/**
 * Decides. One thread calls it; after every event one starter looks at all who wait, and there is
 * no other way to be started.
 */
public final class Postmaster {
    /** The number by which the postmaster speaks; workers have higher ones. */
    public static final int PID = 1;

    private final Orders orders = new Orders();
    private final Slots slots;
    private final Waits waits;
    private final Stops stops;
    private final Registrations registrations;
    private final Shutdown shutdown;
    private final Set<Integer> sessions = new HashSet<>();
    private boolean startsLeft;
    private boolean halted;

    /** Starts with no worker, in {@link ServerState#INIT}. */
    public Postmaster(Limits limits) {
        slots = new Slots(limits.maxWorkerProcesses());
        waits = new Waits(slots, orders);
        stops = new Stops(slots, limits, orders);
        registrations = new Registrations(slots, orders, this::isBackend);
        shutdown = new Shutdown(slots, stops, orders);
    }

    /**
     * Takes an event.
     *
     * @param now never less than at the call before
     * @return what is to be done, in this order; nothing follows {@link Order.Halt}
     */
    public List<Order> on(Event event, long now) {
        if (!halted) {
            boolean stopping = shutdown.state().stopping();
            decide(event, now);
            stops.press(now, waits::givenUp);
            waits.expire(now);
            registrations.expire(now);
            registrations.fillSlots();
            startDue(now);
            stopFurther(stopping, now);
        }
        return orders.take();
    }

    /** When {@link Event.Tick} is due if nothing else happens, or {@link Long#MAX_VALUE}. */
    public long nextWakeup() {
        if (halted) {
            return Long.MAX_VALUE;
        }
        if (startsLeft) {
            return Long.MIN_VALUE;
        }
        return Math.min(
                Math.min(stops.nextStep(), slots.waiting().nextDue()),
                Math.min(waits.nextDeadline(), registrations.nextDeadline()));
    }

    /** What a handle tells. */
    public WorkerStatus status(WorkerId id) {
        return slots.status(id);
    }

    /** The state of the server and of every worker. */
    public Snapshot snapshot() {
        return new Snapshot(
                shutdown.state(),
                slots.all().stream()
                        .map(one ->
                                new Snapshot.Worker(
                                        one.id, one.worker, one.own, one.status(), one.starts()))
                        .toList());
    }

    private void decide(Event event, long now) {
        switch (event) {
            case Event.Preloaded preloaded -> {
                registrations.preload(preloaded);
                shutdown.reached(ServerState.STARTUP);
            }
            case Event.Register register -> {
                if (shutdown.state().stopping()) {
                    registrations.refuse(register, Sentences.shuttingDown());
                } else {
                    registrations.register(register, now);
                }
            }
            case Event.Launched launched -> launched(launched, now);
            case Event.LaunchFailed failed -> launchFailed(failed, now);
            case Event.Exited exited -> exited(exited.pid(), exited.exit(), now);
            case Event.Terminate terminate -> terminate(terminate.worker(), now);
            case Event.Await await -> {
                waits.add(await, now);
                if (shutdown.state().stopping()) {
                    slots.find(await.worker()).ifPresent(this::cancelUnstarted);
                }
            }
            case Event.StopWaiting stop -> {
                waits.forget(stop.request());
                registrations.forget(stop.request());
            }
            case Event.StateReached reached -> shutdown.reached(reached.state());
            case Event.BackendStarted started -> sessions.add(started.pid());
            case Event.BackendExited exited -> {
                sessions.remove(exited.pid());
                waits.forgetBackend(exited.pid());
                registrations.forgetBackend(exited.pid());
            }
            case Event.Shutdown request -> shutdown.request(request.mode(), now);
            case Event.Tick _ -> {}
        }
    }

    private void launched(Event.Launched launched, long now) {
        var found = slots.find(launched.worker());
        if (found.isPresent()) {
            var registered = found.orElseThrow();
            slots.enter(registered, new Phase.Running(launched.pid()));
            waits.changed(registered);
            tell(registered);
            if (registered.terminate()) {
                stops.ask(registered, TerminateReason.ADMINISTRATOR, now);
            } else if (shutdown.state().stopping()) {
                stops.ask(registered, TerminateReason.SHUTDOWN, now);
            }
        }
    }

    /** R61: a launch that fails is an exit 1. */
    private void launchFailed(Event.LaunchFailed failed, long now) {
        var found = slots.find(failed.worker());
        if (found.isPresent()) {
            orders.say(Sentences.launchFailed(found.orElseThrow().worker, failed.cause()));
            afterExit(found.orElseThrow(), new WorkerExit.Threw(failed.cause()), now);
        }
    }

    private void exited(int pid, WorkerExit exit, long now) {
        var found = slots.running(pid);
        if (found.isPresent()) {
            var registered = found.orElseThrow();
            sayLastWords(registered, pid, exit);
            afterExit(registered, exit, now);
            orders.say(Sentences.exited(registered.worker, pid, exit));
        }
    }

    private void sayLastWords(Registered registered, int pid, WorkerExit exit) {
        switch (exit) {
            case WorkerExit.Returned _ -> {}
            case WorkerExit.Threw(var cause) -> say(pid, Sentences.failed(ERROR, cause));
            case WorkerExit.Crashed(_, var cause) -> say(pid, Sentences.failed(PANIC, cause));
            case WorkerExit.Terminated(var reason) ->
                    say(pid, Sentences.terminating(registered.worker, reason));
        }
    }

    /** R81, R82, R106: to be unregistered, or due again. */
    private void afterExit(Registered registered, WorkerExit exit, long now) {
        registered.ended(exit);
        if (exit instanceof WorkerExit.Returned || registered.terminate()) {
            unregister(registered);
        } else {
            switch (registered.worker.restartTime()) {
                case RestartTime.Never _ -> unregister(registered);
                case RestartTime.After(var interval) -> {
                    slots.enter(registered, new Phase.Waiting(now + interval.toNanos()));
                    waits.changed(registered);
                    tell(registered);
                }
            }
        }
    }

    /** The slot is free before anybody is told (R107). */
    private void unregister(Registered registered) {
        orders.say(Sentences.unregistering(registered.worker));
        slots.remove(registered);
        waits.givenUp(registered);
        tell(registered);
    }

    private void tell(Registered registered) {
        int pid = registered.worker.notifyPid();
        if (pid != 0 && isBackend(pid)) {
            orders.give(new Order.Notify(pid));
        }
    }

    private boolean isBackend(int pid) {
        return sessions.contains(pid) || slots.running(pid).isPresent();
    }

    /** R104, R105. */
    private void terminate(WorkerId id, long now) {
        var found = slots.find(id);
        if (found.isPresent()) {
            var registered = found.orElseThrow();
            registered.markTerminated();
            if (registered.phase() instanceof Phase.Waiting) {
                unregister(registered);
            } else {
                stops.ask(registered, TerminateReason.ADMINISTRATOR, now);
            }
        }
    }

    /** {@code maybe_start_bgworkers}, R57. */
    private void startDue(long now) {
        startsLeft = false;
        var next = slots.waiting().next(shutdown.state(), now);
        for (int started = 0; next.isPresent() && !startsLeft; started++) {
            if (started == Limits.MAX_STARTS_PER_PASS) {
                startsLeft = true;
            } else {
                var registered = next.orElseThrow();
                slots.enter(registered, new Phase.Starting());
                orders.say(Sentences.starting(registered.worker));
                orders.give(new Order.Start(registered.id, registered.worker));
                next = slots.waiting().next(shutdown.state(), now);
            }
        }
    }

    private void stopFurther(boolean wasStopping, long now) {
        shutdown.advance(!sessions.isEmpty(), now);
        if (shutdown.state().stopping() && !wasStopping) {
            registrations.refuseAll(Sentences.shuttingDown());
            slots.all().forEach(this::cancelUnstarted);
        }
        if (shutdown.halted()) {
            halted = true;
            startsLeft = false;
            waits.hostStopped();
            orders.give(new Order.Halt(slots.running().size()));
        }
    }

    /** R110: whoever waits for a start that will not come is told. */
    private void cancelUnstarted(Registered registered) {
        if (!registered.everStarted()
                && !registered.waiters.isEmpty()
                && registered.phase() instanceof Phase.Waiting) {
            unregister(registered);
        }
    }

    private void say(int pid, Report report) {
        orders.give(new Order.Say(pid, report));
    }
}
