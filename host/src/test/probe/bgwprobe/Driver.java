package bgwprobe;

import static bgwprobe.Backend.print;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Datum;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.StartTime;
import org.bgworker.spi.WorkerContext;
import org.bgworker.spi.WorkerFlag;
import org.bgworker.spi.WorkerMain;

/** Plays the backend of each trace, one after the other. */
@FunctionName("driver")
public final class Driver implements WorkerMain {
    /** A trace as commands. */
    private interface Script {
        void run(Backend sql) throws InterruptedException;
    }

    @Override
    public void main(Datum mainArg) throws Exception {
        if (WorkerContext.current().entry().extra().text().equals("25")) {
            play("25", Driver::slots); // in fresh slots
        } else {
            playTheOthers();
        }
        Probe.say("all traces are played");
    }

    private static void playTheOthers() throws InterruptedException {
        play("1", Driver::returns);
        play("2", Driver::exitsWith1);
        play("3", sql -> fails(sql, "err", "error"));
        play("4", sql -> fails(sql, "fat", "fatal"));
        play("5", Driver::neverRestarted);
        play("8c", Driver::terminatedWhileDown);
        play("9", Driver::terminated);
        play("10", Driver::terminatedTwice);
        play("12", Driver::checked);
        play("13", Driver::lookedUp);
        play("14", Driver::longName);
        play("19", Driver::blocked);
        play("24", Driver::crashes);
    }

    private static void play(String name, Script script) throws InterruptedException {
        var sql = new Backend(WorkerContext.current());
        Probe.say("begin: " + name);
        script.run(sql);
        sql.settle();
        Probe.say("end: " + name);
        sql.clear();
    }

    private static void returns(Backend sql) throws InterruptedException {
        print(sql.register("ret", "return", 1));
        print(sql.watch(0, 2));
        print(sql.slot(0));
    }

    private static void exitsWith1(Backend sql) throws InterruptedException {
        print(sql.register("one", "exit1", 1));
        print(sql.watch(0, 9));
        print(sql.terminate(0));
        print(sql.shutdown(0).replace("BGWH_", ""));
    }

    private static void fails(Backend sql, String name, String how) throws InterruptedException {
        print(sql.register(name, how, 1));
        print(sql.watch(0, 4));
        print(sql.terminate(0));
    }

    private static void neverRestarted(Backend sql) throws InterruptedException {
        print(sql.register("never", "exit1", 0));
        print(sql.watch(0, 2));
        print(sql.slot(0));
    }

    private static void terminatedWhileDown(Backend sql) throws InterruptedException {
        print(sql.register("down", "exit1", 3));
        print(sql.watch(0, 2));
        print(sql.startup(0));
        print(sql.shutdown(0));
        print(sql.terminate(0));
        print(sql.shutdown(0).replace("BGWH_", ""));
    }

    private static void terminated(Backend sql) throws InterruptedException {
        print(sql.register("tbw", "loop", 1));
        print(sql.startup(0));
        sql.arrived(0);
        print(sql.terminate(0));
        print(sql.shutdown(0).replace("BGWH_", ""));
    }

    private static void terminatedTwice(Backend sql) throws InterruptedException {
        print(sql.register("a", "return", 0));
        sql.release(0);
        print(sql.shutdown(0));
        print(sql.slot(0));
        print(sql.terminate(0));
        print(sql.register("b", "loop", 0));
        print(sql.slot(1));
        print(sql.startup(1));
        print(sql.terminate(0));
        print(sql.status(0) + "|" + sql.status(1));
        print(sql.terminate(1));
        print(sql.terminate(1));
        print(sql.shutdown(1));
        print(sql.status(1));
    }

    private static void checked(Backend sql) throws InterruptedException {
        print("[flags=>2]");
        sql.register(
                BackgroundWorker.named("chk")
                        .flags(WorkerFlag.BACKEND_DATABASE_CONNECTION)
                        .build());
        print("[flags=>3, start=>0]");
        sql.register(
                sql.probe("chk", "return")
                        .flags(WorkerFlag.BACKEND_DATABASE_CONNECTION)
                        .startTime(StartTime.POSTMASTER_START)
                        .build());
        print("[restart=>-2]");
        made(() -> sql.probe("chk", "return").restartAfter(Duration.ofSeconds(-2)));
        print("[restart=>86400001]");
        made(() -> sql.probe("chk", "return").restartAfter(Duration.ofSeconds(86_400_001)));
        print("[restart=>86400000, how=>'return']");
        print(sql.register("chk", "return", 86_400_000));
        sql.release(0);
        sql.shutdown(0);
    }

    private static void made(Supplier<BackgroundWorker.Builder> builder) {
        try {
            builder.get();
        } catch (IllegalArgumentException refused) {
            print("ERROR:  " + refused.getMessage().replaceFirst(": P.*", ""));
        }
    }

    private static void lookedUp(Backend sql) throws InterruptedException {
        sql.register("nolib", "return", 0, one -> one.library("no_such_library"));
        print("0|" + sql.shutdown(0));
        sql.register("nofn", "return", 0, one -> one.function("no_such_function"));
        print("1|" + sql.shutdown(1));
        sql.register("core", "return", 0, one -> one.library("postgres").function("no_such_core"));
        print("2|" + sql.shutdown(2));
        sql.register("emptylib", "return", 0, one -> one.library(""));
        print("3|" + sql.shutdown(3));
        sql.register("emptyfn", "return", 0, one -> one.function(""));
        print("4|" + sql.shutdown(4));
        sql.register("", "return", 0);
        sql.release(5);
        print("5|" + sql.shutdown(5));
        print(sql.register("nolib restart", "return", 1, one -> one.library("no_such_library")));
        sql.failures(6, 3);
        print(sql.terminate(6));
    }

    private static void longName(Backend sql) throws InterruptedException {
        var name = "n".repeat(95);
        print(sql.register(name, "loop", 0, one -> one.type("")));
        print(sql.startup(0));
        print(name.length());
        print(sql.terminate(0));
        print(sql.shutdown(0));
    }

    private static void blocked(Backend sql) throws InterruptedException {
        print(sql.register("blocked", "blocked", 0));
        print(sql.startup(0));
        sql.arrived(0);
        print(sql.terminate(0));
        print(sql.watch(0, 2));
    }

    private static void crashes(Backend sql) throws InterruptedException {
        int restart = sql.register("by restart", "loop attached", 5);
        int never = sql.register("by never", "loop attached", 0);
        int victim = sql.register("victim", "exit2 once", 30, one -> one.type("victim"));
        print(restart + "|" + never + "|" + victim);
        print(sql.startup(victim));
        for (int handle : List.of(restart, never, victim)) {
            sql.arrived(handle);
        }
        sql.release(victim);
        sql.shutdown(never);
        sql.arrived(victim);
        sql.arrived(restart);
    }

    private static void slots(Backend sql) throws InterruptedException {
        for (int i = 1; i <= 14; i++) {
            print(i + "|" + sql.register("s" + i, "loop", 0));
        }
        print(sql.slot(0) + "|" + sql.slot(10));
        print(sql.terminate(4));
        print(sql.shutdown(4));
        print(sql.register("again", "loop", 0));
        print(sql.slot(11) + "|" + sql.slot(4));
        print(sql.status(4) + "|" + sql.startup(11));
        for (int handle : List.of(1, 0, 5, 10, 9, 8, 7, 11, 6, 3, 2)) {
            print(sql.terminate(handle));
            sql.shutdown(handle);
        }
    }
}
