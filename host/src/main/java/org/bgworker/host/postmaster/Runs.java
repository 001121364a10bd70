package org.bgworker.host.postmaster;

import java.time.Duration;
import org.bgworker.host.postmaster.Registered.Phase;
import org.bgworker.spi.RestartTime;
import org.bgworker.spi.TerminateReason;
import org.bgworker.spi.WorkerExit;

/** What a run that begins or ends means to all the others who keep account of it. */
final class Runs {
    private final Slots slots;
    private final Orders orders;
    private final Waits waits;
    private final Stops stops;
    private final Exits exits;
    private final CrashCycle crashCycle;
    private final Versions versions;
    private final Replacements replacements;
    private final Shutdown shutdown;
    private final DatabaseWatch database;

    Runs(
            Slots slots,
            Orders orders,
            Waits waits,
            Stops stops,
            Exits exits,
            CrashCycle crashCycle,
            Versions versions,
            Replacements replacements,
            Shutdown shutdown,
            DatabaseWatch database) {
        this.slots = slots;
        this.orders = orders;
        this.waits = waits;
        this.stops = stops;
        this.exits = exits;
        this.crashCycle = crashCycle;
        this.versions = versions;
        this.replacements = replacements;
        this.shutdown = shutdown;
        this.database = database;
    }

    /** A run has a thread; it may have been wanted to end meanwhile. */
    void launched(Event.Launched launched, long now) {
        var found = slots.find(launched.worker());
        if (found.isPresent()) {
            var registered = found.orElseThrow();
            slots.enter(registered, new Phase.Running(launched.pid()));
            registered.history.started(now);
            orders.happened(
                    new Happening.Started(registered.id, registered.worker, launched.pid()));
            waits.changed(registered, now);
            exits.tell(registered);
            if (registered.terminate()) {
                stops.ask(registered, TerminateReason.ADMINISTRATOR, now);
            } else if (shutdown.state().stopping()) {
                stops.ask(registered, TerminateReason.SHUTDOWN, now);
            } else if (registered.replacing) {
                stops.ask(registered, TerminateReason.REPLACEMENT, now);
            } else {
                database.demote(registered, now);
            }
        }
    }

    /** A run does what it is there for. */
    void ready(Event.Ready ready, long now) {
        var found = slots.running(ready.pid());
        if (found.isPresent() && !found.orElseThrow().ready()) {
            var registered = found.orElseThrow();
            registered.markReady();
            orders.happened(
                    new Happening.Ready(
                            registered.id,
                            registered.worker,
                            ready.pid(),
                            registered.history.ran(now)));
        }
    }

    /** R61. */
    void launchFailed(Event.LaunchFailed failed, long now) {
        var found = slots.find(failed.worker());
        if (found.isPresent()) {
            var registered = found.orElseThrow();
            noteExit(registered, 0, new WorkerExit.Threw(failed.cause()), Duration.ZERO);
            versions.ended(registered);
            registered.replacing = false;
            slots.succeed(registered);
            exits.launchFailed(registered, failed, now);
        }
    }

    /** The end of a run, however it came. */
    void exited(Event.Exited exited, long now) {
        var found = slots.running(exited.pid());
        if (found.isPresent()) {
            var registered = found.orElseThrow();
            boolean asked = !(registered.phase() instanceof Phase.Running);
            var version = registered.runs;
            noteExit(registered, exited.pid(), exited.exit(), registered.history.ran(now));
            versions.ended(registered);
            ended(registered, exited, now);
            if (failed(exited.exit()) && !asked && !shutdown.state().stopping()) {
                version.ifPresent(one ->
                        replacements.failed(one, registered.worker.name(), exited.exit(), now));
            }
        }
    }

    private void noteExit(Registered registered, int pid, WorkerExit exit, Duration ran) {
        orders.happened(new Happening.Exited(registered.id, registered.worker, pid, exit, ran));
    }

    private static boolean failed(WorkerExit exit) {
        return switch (exit) {
            case WorkerExit.Threw _, WorkerExit.Crashed _ -> true;
            case WorkerExit.Returned _, WorkerExit.Terminated _ -> false;
        };
    }

    /** Ended for no fault of its own, to run again. */
    private static boolean demoted(Registered registered, WorkerExit exit) {
        return exit instanceof WorkerExit.Terminated(var reason)
                && reason == TerminateReason.DEMOTION
                && registered.worker.restartTime() instanceof RestartTime.After
                && !registered.terminate();
    }

    private void ended(Registered registered, Event.Exited exited, long now) {
        boolean replaced =
                (registered.replacing || registered.again)
                        && !registered.terminate()
                        && !shutdown.state().stopping();
        registered.replacing = false;
        registered.again = false;
        slots.succeed(registered);
        boolean attached = crashCycle.detach(registered);
        if (attached && crashCycle.on()) {
            crashCycle.ended(registered, exited, now);
        } else if (attached
                && exited.exit() instanceof WorkerExit.Crashed
                && !shutdown.state().stopping()) {
            crashCycle.begin(registered, exited, now);
        } else if (replaced || demoted(registered, exited.exit())) {
            exits.interrupted(registered, exited, now);
        } else {
            exits.exited(registered, exited, now);
        }
    }
}
