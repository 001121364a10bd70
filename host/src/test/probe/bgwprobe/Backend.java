package bgwprobe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.BackgroundWorkerHandle;
import org.bgworker.spi.Datum;
import org.bgworker.spi.Extra;
import org.bgworker.spi.Registration;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerStatus.HandleStatus;
import org.bgworker.spi.WorkerStatus.State;

/** The functions that the probe gave to SQL; each says what the SQL command would have printed. */
final class Backend {
    private static final long HALF_A_SECOND = 500_000_000;

    private final WorkerContext me;
    private final List<BackgroundWorkerHandle> handles = new ArrayList<>();

    Backend(WorkerContext me) {
        this.me = me;
        Gate.reset();
        Gate.onArrival(me.latch()::set);
    }

    static void print(Object text) {
        Probe.say("sql: " + text);
    }

    /** A worker as the probe registers it by default; its number is that of its handle. */
    BackgroundWorker.Builder probe(String name, String how) {
        return BackgroundWorker.named(name)
                .type(name.isEmpty() ? "" : "bgwprobe")
                .library("bgwprobe")
                .function("bgwprobe_main")
                .flags(WorkerFlag.SHMEM_ACCESS)
                .mainArg(Datum.of(handles.size()))
                .extra(Extra.of(how))
                .notifyPid(me.pid());
    }

    /** Registers a probe that is restarted after some seconds, or never if there are none. */
    int register(String name, String how, int restart) {
        return register(name, how, restart, worker -> worker);
    }

    int register(String name, String how, int restart, UnaryOperator<BackgroundWorker.Builder> more) {
        var worker = probe(name, how);
        if (restart > 0) {
            worker.restartAfter(Duration.ofSeconds(restart));
        }
        return register(more.apply(worker).build());
    }

    /** Gives the number of the handle, -1 if it was refused. */
    int register(BackgroundWorker worker) {
        Probe.say("probe: RegisterDynamic called");
        var answer = me.registerDynamic(worker);
        if (answer instanceof Registration.Accepted(var handle)) {
            handles.add(handle);
            return handles.size() - 1;
        }
        if (answer instanceof Registration.Refused(var reason, _, _)
                && !reason.equals("too many background workers")) {
            print("ERROR:  " + reason);
        }
        return -1;
    }

    String slot(int handle) {
        var parts = handles.get(handle).toString().split("\\.");
        return "slot=" + parts[0] + " generation=" + parts[1];
    }

    private HandleStatus now(int handle) {
        return handles.get(handle).status().status();
    }

    String status(int handle) {
        return "BGWH_" + now(handle);
    }

    String startup(int handle) throws InterruptedException {
        return "BGWH_" + handles.get(handle).waitForStartup().status();
    }

    String shutdown(int handle) throws InterruptedException {
        return "BGWH_" + handles.get(handle).waitForShutdown().status();
    }

    String terminate(int handle) {
        Probe.say("probe: TerminateBackgroundWorker called");
        handles.get(handle).terminate();
        return "void";
    }

    /** Waits until it stands at the gate. */
    void arrived(int handle) throws InterruptedException {
        until(() -> Gate.arrived(handle));
    }

    void release(int handle) {
        Gate.open(handle);
    }

    /** A number of statuses as they change; who runs is let go on when the next is wanted. */
    String watch(int handle, int statuses) throws InterruptedException {
        var seen = new ArrayList<String>();
        while (seen.size() < statuses) {
            if (seen.size() % 2 == 0) {
                until(() -> now(handle) == HandleStatus.STARTED);
                seen.add(now(handle).name());
                arrived(handle);
            } else {
                release(handle);
                seen.add(handles.get(handle).waitForShutdown().status().name());
            }
        }
        return String.join(" ", seen);
    }

    /** Waits until it has failed so many times: each time its restart is due at another time. */
    void failures(int handle, int count) throws InterruptedException {
        long lastDue = 0;
        for (int failed = 0; failed < count; ) {
            var status = handles.get(handle).status();
            long due = System.nanoTime() + status.restartIn().orElse(Duration.ZERO).toNanos();
            if (status.state() == State.WAITING_FOR_RESTART
                    && (failed == 0 || due - lastDue > HALF_A_SECOND)) {
                failed++;
                lastDue = due;
            } else {
                me.latch().await();
                me.latch().reset();
            }
        }
    }

    private void until(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            me.latch().await();
            me.latch().reset();
        }
    }

    /** Returns when the postmaster has said all there is to say. */
    void settle() {
        handles.stream().findFirst().ifPresent(BackgroundWorkerHandle::status);
    }

    void clear() throws InterruptedException {
        for (var handle : handles) {
            handle.terminate();
            handle.waitForShutdown();
        }
        settle();
    }
}
