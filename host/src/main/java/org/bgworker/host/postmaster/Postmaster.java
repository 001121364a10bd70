package org.bgworker.host.postmaster;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.bgworker.host.postmaster.Registered.Phase;
import org.bgworker.spi.ExitCause;
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

    private static final ExitCause GONE =
            new ExitCause("", "its thread has ended", "", List.of(), Optional.empty());

    private final Orders orders = new Orders();
    private final Slots slots;
    private final Waits waits;
    private final Stops stops;
    private final Registrations registrations;
    private final Shutdown shutdown;
    private final Exits exits;
    private final CrashCycle crashCycle;
    private final Versions versions;
    private final Replacements replacements;
    private final DatabaseWatch database;
    private final Runs runs;
    private final Starter starter;
    private final Census census = new Census();
    private final Limits limits;
    private final Set<Integer> sessions = new HashSet<>();
    private boolean halted;

    /** Starts with no worker, in {@link ServerState#INIT}. */
    public Postmaster(Limits limits) {
        this.limits = limits;
        slots = new Slots(limits.maxWorkerProcesses());
        waits = new Waits(slots, orders);
        stops = new Stops(slots, limits, orders);
        registrations = new Registrations(slots, orders, this::isBackend);
        shutdown = new Shutdown(slots, stops, orders);
        var restarts = new Restarts(limits.restartPolicy());
        exits = new Exits(slots, waits, orders, restarts, this::isBackend);
        crashCycle = new CrashCycle(slots, stops, exits, orders, restarts);
        versions = new Versions(limits.libraryProbation(), orders);
        replacements =
                new Replacements(
                        slots,
                        versions,
                        registrations,
                        stops,
                        exits,
                        orders,
                        limits.replaceDynamic());
        database = new DatabaseWatch(slots, stops, shutdown, orders, limits.terminateOnDemotion());
        runs =
                new Runs(
                        slots,
                        orders,
                        waits,
                        stops,
                        exits,
                        crashCycle,
                        versions,
                        replacements,
                        shutdown,
                        database);
        starter = new Starter(slots, shutdown, crashCycle, versions, database, orders);
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
            stops.press(now, one -> giveUp(one, now));
            endCrashCycle(now);
            versions.expire(now);
            waits.expire(now);
            registrations.expire(now);
            replacements.inherit(stopping());
            registrations.fillSlots();
            starter.startDue(now);
            stopFurther(stopping, now);
        }
        return orders.take();
    }

    /** When {@link Event.Tick} is due if nothing else happens, or {@link Long#MAX_VALUE}. */
    public long nextWakeup() {
        if (halted) {
            return Long.MAX_VALUE;
        }
        if (starter.hasLeft()) {
            return Long.MIN_VALUE;
        }
        return LongStream.of(
                        stops.nextStep(),
                        slots.waiting().nextDue(),
                        waits.nextDeadline(),
                        registrations.nextDeadline(),
                        versions.nextProven())
                .min()
                .getAsLong();
    }

    /** What a handle tells. */
    public WorkerStatus status(WorkerId id, long now) {
        return slots.status(id, now);
    }

    /** The state of the server and of every worker. */
    public Snapshot snapshot(long now) {
        return new Snapshot(
                shutdown.state(),
                database.condition(),
                now,
                slots.all().stream().map(one -> one.view(now)).toList(),
                slots.finished());
    }

    private void giveUp(Registered abandoned, long now) {
        crashCycle.detach(abandoned);
        waits.givenUp(abandoned, now);
    }

    private void endCrashCycle(long now) {
        boolean ended = crashCycle.advance(stopping(), limits.restartAfterCrash(), now);
        if (ended && !limits.restartAfterCrash() && !stopping()) {
            shutdown.stopWorkers(now);
        }
    }

    private void decide(Event event, long now) {
        switch (event) {
            case Event.Preloaded preloaded -> {
                preloaded.libraries().forEach(versions::add);
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
            case Event.Launched launched -> runs.launched(launched, now);
            case Event.LaunchFailed failed -> runs.launchFailed(failed, now);
            case Event.Exited exited -> runs.exited(exited, now);
            case Event.Ready ready -> runs.ready(ready, now);
            case Event.Attach attach -> crashCycle.attach(attach);
            case Event.Census(var living) -> compare(living, now);
            case Event.Reset(var id) -> reset(id, now);
            case Event.Restart(var id) -> restart(id, now);
            case Event.Terminate terminate -> terminate(terminate.worker(), now);
            case Event.Await await -> {
                waits.add(await, now);
                if (shutdown.state().stopping()) {
                    slots.find(await.worker()).ifPresent(one -> cancelUnstarted(one, now));
                }
            }
            case Event.StopWaiting stop -> {
                waits.forget(stop.request());
                registrations.forget(stop.request());
                crashCycle.forget(stop.request());
            }
            case Event.DatabaseSeen(var condition) -> database.seen(condition, now);
            case Event.BackendStarted started -> sessions.add(started.pid());
            case Event.BackendExited exited -> {
                sessions.remove(exited.pid());
                waits.forgetBackend(exited.pid());
                registrations.forgetBackend(exited.pid());
            }
            case Event.OfLibrary change -> {
                if (!stopping()) {
                    replacements.on(change, now);
                }
            }
            case Event.Shutdown request -> shutdown.request(request.mode(), now);
            case Event.Tick _ -> {}
        }
    }

    /** What has ended without a word has failed. */
    private void compare(Set<Integer> living, long now) {
        for (int pid : census.gone(slots.pids(), living)) {
            orders.say(Sentences.gone(slots.running(pid).orElseThrow(), pid));
            runs.exited(new Event.Exited(pid, new WorkerExit.Threw(GONE), 0), now);
        }
    }

    /** The run ends as one that is terminated, but the worker stays, and is due at once. */
    private void restart(WorkerId id, long now) {
        slots.find(id)
                .filter(one -> !one.terminate() && !stopping())
                .ifPresent(one -> {
                    switch (one.phase()) {
                        case Phase.Running _ -> {
                            one.again = true;
                            stops.ask(one, TerminateReason.ADMINISTRATOR, now);
                        }
                        case Phase.Waiting _ -> slots.enter(one, new Phase.Waiting(now));
                        case Phase.Failed _ -> reset(id, now);
                        case Phase.Starting _, Phase.Stopping _ -> {}
                    }
                });
    }

    private void reset(WorkerId id, long now) {
        var failed = slots.find(id).filter(one -> one.phase() instanceof Phase.Failed);
        if (failed.isPresent()) {
            failed.orElseThrow().history.reset();
            slots.enter(failed.orElseThrow(), new Phase.Waiting(now));
        }
    }

    private boolean stopping() {
        return shutdown.state().stopping();
    }

    private boolean isBackend(int pid) {
        return sessions.contains(pid) || slots.running(pid).isPresent();
    }

    /** R104, R105. The host's own come back: nobody else does what they do. */
    private void terminate(WorkerId id, long now) {
        var found = slots.find(id);
        if (found.filter(one -> one.own).isPresent()) {
            restart(id, now);
        } else {
            found.ifPresent(one -> replacements.terminate(one, TerminateReason.ADMINISTRATOR, now));
        }
    }

    private void stopFurther(boolean wasStopping, long now) {
        shutdown.advance(!sessions.isEmpty(), now);
        if (shutdown.state().stopping() && !wasStopping) {
            registrations.refuseAll(Sentences.shuttingDown());
            slots.all().forEach(one -> cancelUnstarted(one, now));
        }
        if (shutdown.halted()) {
            halted = true;
            waits.hostStopped(now);
            orders.give(new Order.Halt(slots.running().size()));
        }
    }

    /** R110: whoever waits for a start that will not come is told. */
    private void cancelUnstarted(Registered registered, long now) {
        if (!registered.history.everStarted()
                && !registered.waiters.isEmpty()
                && registered.phase() instanceof Phase.Waiting) {
            exits.unregister(registered, now);
        }
    }
}
