package org.bgworker.host.it;

/** The function that the workers of {@link ChurnLibrary} run: waits, acts, and ends as planned. */
final class ChurnWork {
    static final String SOURCE =
            ChurnLibrary.HEAD
                    + """
                    public final class Work implements WorkerMain {
                        private static final Map<String, Integer> RUNS = new ConcurrentHashMap<>();
                        private final WorkerContext worker = WorkerContext.current();
                        private final String name = worker.entry().name();
                        private final Plan plan = Plan.of(worker.entry().extra().text());
                        static void say(String text) {
                            System.getLogger("churn").log(System.Logger.Level.INFO, text);
                        }
                        static void pause(WorkerContext worker, int millis) throws InterruptedException {
                            long end = System.nanoTime() + millis * 1_000_000L;
                            for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
                                if (worker.latch().await(Duration.ofNanos(left))) worker.latch().reset();
                            }
                        }
                        @Override public void main(Datum mainArg) throws Exception {
                            say("enters");
                            try {
                                pause(worker, plan.millis());
                                act();
                            } catch (Throwable ended) {
                                if (worker.terminateRequested().isPresent()) {
                                    leaveForGood();
                                    say("leaves 1 due to administrator command");
                                }
                                throw ended;
                            }
                            boolean returns = plan.returns(RUNS.merge(name, 1, Integer::sum));
                            if (returns || plan.restart() == 0) leaveForGood();
                            say("leaves " + (returns ? "0" : plan.kind().code + " " + plan.kind().words));
                            if (!returns) leave();
                        }
                        private void leaveForGood() {
                            RUNS.remove(name);
                            Churn.LEAVING.add(name);
                        }
                        private void leave() {
                            switch (plan.kind()) {
                                case EXITS_0 -> System.exit(0);
                                case THROWS -> throw new IllegalStateException("on purpose", new IOException("and why"));
                                case EXITS_1 -> System.exit(1);
                                case CRASHES -> System.exit(3);
                                case OVERFLOWS -> say("" + deeper(0));
                                default -> {}
                            }
                        }
                        private static int deeper(int depth) {
                            return deeper(depth + 1) + 1;
                        }
                        private void act() throws Exception {
                            switch (plan.kind()) {
                                case LINGERS -> { while (true) pause(worker, 1000); }
                                case REGISTERS -> watch(Plan.child(random(), false));
                                case LEAVES_A_CHILD -> Churn.ORPHANS.add(Plan.child(random(), true).register(name + "c").toString());
                                case DOOMS_A_CHILD -> doom();
                                case WATCHES -> {
                                    var other = worker.handle(Churn.latest);
                                    other.waitForStartup(Duration.ofSeconds(2));
                                    other.waitForShutdown(Duration.ofSeconds(2));
                                }
                                case INSERTS -> insert(worker.initializeConnection());
                                case HAS_SIDE_THREADS -> {
                                    startSideThreads();
                                    pause(worker, 500); // long enough for a collection of garbage now and then
                                }
                                default -> {}
                            }
                        }
                        private Random random() {
                            return new Random(plan.millis());
                        }
                        private void watch(Plan child) throws Exception {
                            var handle = child.register(name + "c");
                            require(handle.waitForStartup().status() != WorkerStatus.HandleStatus.NOT_YET_STARTED);
                            var end = handle.waitForShutdown();
                            require(end.lastExit().orElseThrow().code() == child.kind().code);
                            require(end.state() == WorkerStatus.State.FINISHED);
                        }
                        /** The child fails, and is terminated while it waits for its restart. */
                        private void doom() throws Exception {
                            var child = name + "c";
                            var handle = new Plan(Kind.THROWS, 0, 1, Plan.NOT_IN_THIS_TEST).register(child);
                            require(handle.waitForShutdown().state() == WorkerStatus.State.WAITING_FOR_RESTART);
                            handle.terminate();
                            require(handle.status().state() == WorkerStatus.State.FINISHED);
                            RUNS.remove(child);
                        }
                        private static void require(boolean holds) {
                            if (!holds) throw new AssertionError();
                        }
                        private void insert(Connection connection) throws SQLException {
                            connection.setAutoCommit(false);
                            try (var insert = connection.prepareStatement("insert into churn (name) values (?)");
                                    var delete = connection.prepareStatement("delete from churn where id < (select max(id) - 100 from churn)")) {
                                insert.setString(1, name);
                                insert.executeUpdate();
                                delete.executeUpdate();
                            }
                            connection.commit();
                        }
                        /** They are left running: the host ends them with the worker. */
                        private void startSideThreads() throws Exception {
                            Runnable waits = () -> {
                                try { new CountDownLatch(1).await(); } catch (InterruptedException ended) { }
                            };
                            worker.newThread(name + " thread", waits).start();
                            worker.newVirtualThread(name + " virtual", waits).start();
                            worker.newExecutor(name + " executor", 2).submit(waits);
                            var timer = worker.newScheduler(name + " timer");
                            timer.scheduleAtFixedRate(() -> {}, 0, 10, TimeUnit.MILLISECONDS);
                            timer.schedule(() -> {}, 1, TimeUnit.MILLISECONDS).get();
                        }
                    }
                    """;

    private ChurnWork() {}
}
