package org.bgworker.host.it;

import java.nio.file.Path;
import org.bgworker.host.testing.LibraryBuilder;

/**
 * The library of {@link WorkersSoak}. Its worker {@code churn} keeps {@code churn.workers} dynamic
 * workers registered. Every one bears a plan, which is logged before it is registered; it logs when
 * it enters, and how it is about to leave. {@link ChurnReplay} holds the host's lines against
 * these.
 */
final class ChurnLibrary {
    private static final String MODULE =
            """
            module com.acme.churn {
                requires org.bgworker.spi;
                provides org.bgworker.spi.WorkerLibrary with com.acme.churn.Init;
                provides org.bgworker.spi.WorkerMain with com.acme.churn.Churn, com.acme.churn.Work;
            }
            """;

    static final String HEAD =
            """
            package com.acme.churn;
            import java.io.IOException;
            import java.sql.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import org.bgworker.spi.*;
            """;

    private static final String INIT =
            HEAD
                    + """
                    @Setting(name = "churn.workers", type = Setting.Type.INT, defaultValue = "0", description = "How many to keep registered.")
                    @Setting(name = "churn.seed", type = Setting.Type.INT, defaultValue = "1", description = "Of all that is random.")
                    public final class Init implements WorkerLibrary {
                        @Override public void init(Registrar registrar) {
                            registrar.register(BackgroundWorker.named("churn").library("com.acme.churn").function("Churn")
                                    .flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION).build());
                        }
                    }
                    """;

    private static final String KIND =
            """
            package com.acme.churn;
            /** What a worker does: how often in 100, its exit code, and its last words. */
            enum Kind {
                RETURNS(25, 0, ""), EXITS_0(4, 0, ""),
                THROWS(15, 1, "java.lang.IllegalStateException: on purpose"),
                EXITS_1(6, 1, "exit code 1 was asked for"), CRASHES(6, 3, "exit code 3 was asked for"),
                OVERFLOWS(4, 1, "java.lang.StackOverflowError"), LINGERS(12, 1, ""),
                REGISTERS(8, 0, ""), LEAVES_A_CHILD(5, 0, ""), DOOMS_A_CHILD(4, 0, ""),
                WATCHES(4, 0, ""), INSERTS(3, 0, ""), HAS_SIDE_THREADS(4, 0, "");
                final int weight;
                final int code;
                final String words;
                Kind(int weight, int code, String words) {
                    this.weight = weight;
                    this.code = code;
                    this.words = words;
                }
                static Kind random(java.util.Random random) {
                    int left = random.nextInt(100);
                    for (var kind : values()) {
                        left -= kind.weight;
                        if (left < 0) return kind;
                    }
                    throw new IllegalStateException("the weights are not 100");
                }
            }
            """;

    private static final String PLAN =
            HEAD
                    + """
                    /** What a worker will do, when, and how often it fails before it returns. */
                    record Plan(Kind kind, int millis, int fails, int restart) {
                        static final int NOT_IN_THIS_TEST = 3600;
                        static Plan of(String text) {
                            var parts = text.split(" ");
                            return new Plan(Kind.valueOf(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), Integer.parseInt(parts[3]));
                        }
                        static Plan random(Kind kind, Random random) {
                            int millis = random.nextInt(10) == 0 ? 0 : random.nextInt(4000);
                            boolean again = kind.code != 0 && kind != Kind.LINGERS && random.nextInt(3) > 0;
                            return new Plan(kind, millis, again ? 1 + random.nextInt(3) : 0, again ? 1 + random.nextInt(3) : 0);
                        }
                        static Plan child(Random random, boolean restarted) {
                            var plan = random(Kind.values()[random.nextInt(6)], random);
                            return restarted ? plan : new Plan(plan.kind, plan.millis, 0, 0);
                        }
                        String codes() {
                            if (restart == 0 || restart == NOT_IN_THIS_TEST) return "" + kind.code;
                            return (kind.code + ",").repeat(fails) + "0";
                        }
                        boolean returns(int run) {
                            return restart > 0 && run > fails;
                        }
                        BackgroundWorker worker(String name, int notify) {
                            var worker = BackgroundWorker.named(name).library("com.acme.churn").function("Work")
                                    .notifyPid(notify).extra(Extra.of(kind + " " + millis + " " + fails + " " + restart));
                            if (restart > 0) worker.restartAfter(Duration.ofSeconds(restart));
                            if (kind == Kind.INSERTS) worker.flags(WorkerFlag.SHMEM_ACCESS, WorkerFlag.BACKEND_DATABASE_CONNECTION);
                            return worker.build();
                        }
                        BackgroundWorkerHandle register(String name) throws InterruptedException {
                            var registrant = WorkerContext.current();
                            Work.say("plan " + name + " " + codes() + " " + restart);
                            var answer = registrant.registerDynamic(worker(name, registrant.pid()), Duration.ofSeconds(10));
                            Work.say((answer instanceof Registration.Accepted ? "accepted " : "refused ") + name);
                            return answer.orElseThrow();
                        }
                    }
                    """;

    private static final String CHURN =
            HEAD
                    + """
                    public final class Churn implements WorkerMain {
                        /** The names of those who are about to end for good. */
                        static final Queue<String> LEAVING = new ConcurrentLinkedQueue<>();
                        /** The handles of those who were left by who registered them. */
                        static final Queue<String> ORPHANS = new ConcurrentLinkedQueue<>();
                        static volatile String latest = "";
                        private record Lingering(BackgroundWorkerHandle handle, long until) {}
                        private final Map<String, BackgroundWorkerHandle> registered = new HashMap<>();
                        private final List<BackgroundWorkerHandle> orphans = new ArrayList<>();
                        private final List<Lingering> lingering = new ArrayList<>();
                        private int last;
                        private boolean quiet;
                        @Override public void main(Datum mainArg) throws Exception {
                            var worker = WorkerContext.current();
                            try (var statement = worker.initializeConnection().createStatement()) {
                                statement.execute("create table churn (id bigint generated always as identity primary key, name text)");
                            }
                            var random = new Random(worker.settings().getInt("churn.seed"));
                            while (true) {
                                worker.reloadSettings();
                                churn(worker.settings().getInt("churn.workers"), random);
                                Work.pause(worker, 50);
                            }
                        }
                        private void churn(int wanted, Random random) throws Exception {
                            long now = System.nanoTime();
                            lingering.removeIf(one -> {
                                boolean over = wanted == 0 || one.until < now;
                                if (over) one.handle.terminate();
                                return over;
                            });
                            LEAVING.removeIf(name -> {
                                boolean over = !registered.containsKey(name) || finished(registered.get(name));
                                if (over) registered.remove(name);
                                return over;
                            });
                            for (var text = ORPHANS.poll(); text != null; text = ORPHANS.poll()) {
                                orphans.add(WorkerContext.current().handle(text));
                            }
                            orphans.removeIf(Churn::finished);
                            while (registered.size() + orphans.size() < wanted) {
                                register(Plan.random(Kind.random(random), random), now);
                            }
                            boolean empty = registered.isEmpty() && orphans.isEmpty();
                            if (!quiet && empty) Work.say("quiet");
                            quiet = empty;
                        }
                        private static boolean finished(BackgroundWorkerHandle handle) {
                            return handle.status().state() == WorkerStatus.State.FINISHED;
                        }
                        private void register(Plan plan, long now) throws Exception {
                            var name = "w%06d".formatted(++last);
                            var handle = plan.register(name);
                            registered.put(name, handle);
                            latest = handle.toString();
                            if (plan.kind() == Kind.LINGERS) lingering.add(new Lingering(handle, now + plan.millis() * 1_000_000L));
                        }
                    }
                    """;

    private ChurnLibrary() {}

    static void in(Path modules) {
        LibraryBuilder.library()
                .source("module-info.java", MODULE)
                .source("com/acme/churn/Init.java", INIT)
                .source("com/acme/churn/Kind.java", KIND)
                .source("com/acme/churn/Plan.java", PLAN)
                .source("com/acme/churn/Churn.java", CHURN)
                .source("com/acme/churn/Work.java", ChurnWork.SOURCE)
                .jar(modules.resolve("churn.jar"));
    }
}
