package org.bgworker.host.unload;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A part of the JDK through which a library may leave something behind. Where a library has never
 * asked for one of its classes nothing need be looked for.
 */
public enum Api {
    /** Holds drivers of JDBC. */
    DRIVERS("", "java.sql.DriverManager"),
    /** Holds MBeans and their listeners. */
    MANAGEMENT(
            "it uses javax.management: a notification listener on an MBean of the JDK cannot be seen",
            "javax.management."),
    /** Holds handlers, filters and formatters. */
    LOGGING("", "java.util.logging."),
    /** Holds security providers. */
    SECURITY("", "java.security.Security"),
    /** Remembers the properties of classes. */
    BEANS("", "java.beans."),
    /** Knows classes of events. */
    FLIGHT_RECORDER(
            "it uses jdk.jfr: while a recording runs, the flight recorder holds the classes of events",
            "jdk.jfr."),
    /** Holds authenticators, cookie handlers, proxy selectors and response caches. */
    NETWORK(
            "",
            "java.net.Authenticator",
            "java.net.CookieHandler",
            "java.net.ProxySelector",
            "java.net.ResponseCache"),
    /** Runs actions that hold what they use. */
    CLEANER(
            "it uses java.lang.ref.Cleaner: an action that waits to be run cannot be seen",
            "java.lang.ref.Cleaner"),
    /** Hangs objects on classes. */
    CLASS_VALUE(
            "it uses java.lang.ClassValue: a value of a class that is not its own cannot be seen",
            "java.lang.ClassValue"),
    /** Runs actions later, on threads of the JDK. */
    DELAY(
            "it uses CompletableFuture: a delayed action or a timeout that is pending cannot be seen",
            "java.util.concurrent.CompletableFuture"),
    /** Hangs objects on threads. */
    THREAD_LOCAL(
            "it uses thread locals: a value on a thread that is not its own cannot be seen",
            "java.lang.ThreadLocal",
            "java.lang.InheritableThreadLocal");

    private static final Map<String, Api> BY_NAME = new HashMap<>();

    static {
        for (var api : values()) {
            for (var name : api.names.split(" ", -1)) {
                BY_NAME.put(name, api);
            }
        }
    }

    private final String suspicion;
    private final String names;

    /** Of classes and, with a dot at the end, packages. */
    Api(String suspicion, String... names) {
        this.suspicion = suspicion;
        this.names = String.join(" ", names);
    }

    /** The one that a class of the JDK belongs to, by its binary name. */
    public static Optional<Api> of(String className) {
        var api = BY_NAME.get(className);
        return Optional.ofNullable(
                api != null
                        ? api
                        : BY_NAME.get(className.substring(0, className.lastIndexOf('.') + 1)));
    }

    /** How it may hold a library without that being visible; empty if what it holds is visible. */
    Optional<String> suspicion() {
        return Optional.of(suspicion).filter(text -> !text.isEmpty());
    }
}
