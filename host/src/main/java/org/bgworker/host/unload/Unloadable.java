package org.bgworker.host.unload;

import java.util.List;
import java.util.Map;

/** The loader of a library, as far as its unloading has to know it; implemented by the loader. */
public interface Unloadable {
    /** This, as a loader. It bears the name of the library, which is that of its root module. */
    ClassLoader loader();

    /** The versions of its modules by their names, empty for those that have none. */
    Map<String, String> modules();

    /** Whether a class of this part of the JDK was ever asked for. */
    boolean uses(Api api);

    /** The classes it has defined that extend {@code jdk.jfr.Event}. */
    List<Class<?>> flightEvents();

    /** Defines a class of the host's in the loader's unnamed module, or finds it if it has been. */
    Class<?> define(String name, byte[] classFile);

    /** The name of the library. */
    default String library() {
        var name = loader().getName();
        return name == null ? "" : name;
    }

    /** The version of the root module, empty if it has none. */
    default String version() {
        return modules().getOrDefault(library(), "");
    }
}
