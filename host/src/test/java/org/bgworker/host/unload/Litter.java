package org.bgworker.host.unload;

import java.nio.file.Path;
import org.bgworker.host.testing.Workers;

/**
 * A library each function of which leaves something behind, and whose class {@code Cure} undoes
 * what nobody else can.
 */
final class Litter {
    static final String NAME = "com.acme.litter";

    private final Workers workers = Workers.of(NAME);

    private Litter() {}

    static Path jar(Path file) {
        var litter = new Litter();
        for (var module :
                new String[] {
                    "java.sql",
                    "java.logging",
                    "java.management",
                    "java.desktop",
                    "java.net.http",
                    "jdk.jfr"
                }) {
            litter.workers.directive("requires %s;".formatted(module));
        }
        litter.workers.directive("exports %s;".formatted(NAME));
        litter.classes();
        litter.harmless();
        litter.threads();
        litter.registrations();
        litter.unseen();
        return litter.workers.jar(file);
    }

    private void type(String name, String declaration) {
        workers.source(
                "com/acme/litter/%s.java".formatted(name),
                "package com.acme.litter; " + declaration);
    }

    private void classes() {
        type(
                "Cure",
                """
                public final class Cure {
                    static final java.util.List<Runnable> ALL = new java.util.concurrent.CopyOnWriteArrayList<>();
                    public static void all() { ALL.forEach(Runnable::run); }
                }
                """);
        type("Parcel", "public record Parcel(int number) implements java.io.Serializable {}");
        type(
                "Waiting",
                """
                final class Waiting implements Runnable {
                    private final java.util.concurrent.CountDownLatch started = new java.util.concurrent.CountDownLatch(1);
                    private final java.util.concurrent.CountDownLatch ended = new java.util.concurrent.CountDownLatch(1);
                    Waiting() { Cure.ALL.add(ended::countDown); }
                    void awaitStarted() throws InterruptedException { started.await(); }
                    @Override public void run() {
                        started.countDown();
                        while (ended.getCount() > 0) {
                            try { ended.await(); } catch (InterruptedException ignored) { }
                        }
                    }
                }
                """);
        type(
                "Driver",
                """
                public final class Driver implements java.sql.Driver {
                    public java.sql.Connection connect(String url, java.util.Properties info) { return null; }
                    public boolean acceptsURL(String url) { return false; }
                    public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) { return null; }
                    public int getMajorVersion() { return 1; }
                    public int getMinorVersion() { return 0; }
                    public boolean jdbcCompliant() { return false; }
                    public java.util.logging.Logger getParentLogger() { return null; }
                }
                """);
        type("CounterMBean", "public interface CounterMBean { int getCount(); }");
        type(
                "Counter",
                "public final class Counter implements CounterMBean { public int getCount() { return 1; } }");
        type(
                "Crypto",
                "public final class Crypto extends java.security.Provider { public Crypto() { super(\"Litter\", \"1\", \"\"); } }");
        type(
                "Pages",
                """
                public final class Pages extends java.util.logging.Handler {
                    public void publish(java.util.logging.LogRecord record) {}
                    public void flush() {}
                    public void close() {}
                }
                """);
        type(
                "Loud",
                "public final class Loud extends java.util.logging.Level { public Loud() { super(\"LOUD\", 950); } }");
        type(
                "Tick",
                "@jdk.jfr.Name(\"com.acme.Tick\") public final class Tick extends jdk.jfr.Event { public int number; }");
        type(
                "Broken",
                "public final class Broken extends Exception { public final Parcel parcel = new Parcel(1); }");
    }

    private void harmless() {
        workers.function("nothing", "")
                .function(
                        "lambdas",
                        "Supplier<Object> own = () -> worker.pid() + mainArg.asLong(); own.get();")
                .function(
                        "proxies",
                        "java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {CounterMBean.class, Runnable.class}, (p, m, a) -> 1).hashCode();")
                .function(
                        "jul",
                        "java.util.logging.Logger.getLogger(\"com.acme.litter\").fine(\"said\");")
                .function(
                        "system_logger",
                        "System.getLogger(\"com.acme\").log(System.Logger.Level.DEBUG, new Parcel(1));")
                .function(
                        "serialization",
                        """
                        var bytes = new ByteArrayOutputStream();
                        try (var out = new ObjectOutputStream(bytes)) { out.writeObject(new Parcel(1)); }
                        try (var in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) { in.readObject(); }
                        """)
                .function(
                        "bundle",
                        "ResourceBundle.getBundle(\"com.acme.litter.words\").getString(\"word\");")
                .resource("com/acme/litter/words.properties", "word = said")
                .function(
                        "common_pool",
                        "ForkJoinPool.commonPool().submit(() -> new Parcel(1)).get();")
                .function(
                        "common_pool_local",
                        "ForkJoinPool.commonPool().submit(() -> new ThreadLocal<Object>().set(new Parcel(1))).get();")
                .function("http_client", "java.net.http.HttpClient.newHttpClient().version();")
                .function("level", "new Loud().getName();")
                .function("flight_event", "new Tick().commit();")
                .function("thread_local", "new ThreadLocal<Object>().set(new Parcel(1));")
                .function("inheritable", "new InheritableThreadLocal<Object>().set(new Parcel(1));")
                .function("own_exception", "throw new Broken();")
                .function("jdk_exception", "List.of().get(new Parcel(1).number());")
                .function(
                        "at_exit", "var parcel = new Parcel(1); worker.atExit(parcel::hashCode);");
    }

    private void threads() {
        workers.function(
                        "thread",
                        "new Thread(() -> { try { Thread.sleep(Duration.ofDays(1)); } catch (InterruptedException end) { } }).start();")
                .function(
                        "stubborn_thread",
                        "var waiting = new Waiting(); new Thread(waiting, \"stubborn\").start(); waiting.awaitStarted();")
                .function(
                        "timer",
                        """
                        var timer = new java.util.Timer("the timer");
                        timer.schedule(new TimerTask() { public void run() {} }, 86_400_000L);
                        Cure.ALL.add(timer::cancel);
                        """)
                .function(
                        "scheduler",
                        """
                        var scheduler = Executors.newScheduledThreadPool(1);
                        scheduler.schedule(() -> new Parcel(1), 1, TimeUnit.DAYS);
                        Cure.ALL.add(scheduler::shutdownNow);
                        """)
                .function(
                        "idle_pool",
                        "Executors.newFixedThreadPool(1).submit(() -> new Parcel(1)).get();")
                .function(
                        "context_scheduler",
                        "worker.newScheduler(\"mine\").schedule(() -> new Parcel(1), 1, TimeUnit.DAYS);")
                .function(
                        "context_virtual",
                        "worker.newVirtualThread(\"mine\", () -> { try { Thread.sleep(Duration.ofDays(1)); } catch (InterruptedException end) { } }).start();")
                .function(
                        "virtual_thread",
                        "var waiting = new Waiting(); Thread.ofVirtual().name(\"light\").start(waiting); waiting.awaitStarted();")
                .function(
                        "nameless_virtual_thread",
                        "var waiting = new Waiting(); Thread.startVirtualThread(waiting); waiting.awaitStarted();");
    }

    private void registrations() {
        workers.function(
                        "hook",
                        "Runtime.getRuntime().addShutdownHook(new Thread(() -> System.setProperty(\"litter.hook\", \"ran\"), \"my hook\"));")
                .function(
                        "hook_reference",
                        "Consumer<Thread> add = Runtime.getRuntime()::addShutdownHook; List.of(new Thread(new Parcel(1)::hashCode, \"my hook\")).forEach(add);")
                .function(
                        "hook_removed",
                        "var hook = new Thread(new Parcel(1)::hashCode); Runtime.getRuntime().addShutdownHook(hook); Runtime.getRuntime().removeShutdownHook(hook);")
                .function("driver", "DriverManager.registerDriver(new Driver());")
                .function(
                        "stuck_driver",
                        "DriverManager.registerDriver(new Driver(), new Waiting()::run);")
                .function(
                        "mbean",
                        "java.lang.management.ManagementFactory.getPlatformMBeanServer().registerMBean(new Counter(), new javax.management.ObjectName(\"com.acme:type=Counter\"));")
                .function(
                        "log_handler",
                        "java.util.logging.Logger.getLogger(\"\").addHandler(new Pages());")
                .function(
                        "uncaught",
                        "Thread.setDefaultUncaughtExceptionHandler((t, e) -> new Parcel(1));")
                .function("provider", "java.security.Security.addProvider(new Crypto());")
                .function(
                        "property", "System.getProperties().put(\"litter.object\", new Parcel(1));")
                .function(
                        "authenticator",
                        "java.net.Authenticator.setDefault(new java.net.Authenticator() {});")
                .function(
                        "introspector",
                        "java.beans.Introspector.getBeanInfo(Counter.class).getPropertyDescriptors();")
                .function("recorded_event", "new Tick().commit();");
    }

    private void unseen() {
        workers.function(
                        "listener",
                        """
                        var memory = (javax.management.NotificationEmitter) java.lang.management.ManagementFactory.getMemoryMXBean();
                        javax.management.NotificationListener listener = (n, h) -> new Parcel(1);
                        memory.addNotificationListener(listener, null, null);
                        Cure.ALL.add(() -> { try { memory.removeNotificationListener(listener); } catch (Exception e) { throw new IllegalStateException(e); } });
                        """)
                .functionClass(
                        "cleaner",
                        """
                        private static Object watched = new Object();
                        @Override public void main(Datum mainArg) {
                            java.lang.ref.Cleaner.create().register(watched, () -> new Parcel(1));
                            Cure.ALL.add(() -> watched = null);
                        }
                        """)
                .functionClass(
                        "class_value",
                        """
                        private static final ClassValue<Object> VALUES = new ClassValue<>() {
                            @Override protected Object computeValue(Class<?> type) { return new Parcel(1); }
                        };
                        @Override public void main(Datum mainArg) {
                            VALUES.get(String.class);
                            Cure.ALL.add(() -> VALUES.remove(String.class));
                        }
                        """)
                .functionClass(
                        "local_value",
                        """
                        private static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
                        @Override public void main(Datum mainArg) {
                            LOCAL.set(new Parcel(1));
                        }
                        """)
                .function(
                        "delayed",
                        """
                        var late = new CompletableFuture<Object>();
                        late.orTimeout(1, TimeUnit.DAYS).whenComplete((value, thrown) -> new Parcel(1));
                        Cure.ALL.add(() -> late.complete(""));
                        """);
    }
}
