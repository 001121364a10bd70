package org.bgworker.host.library;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bgworker.host.postmaster.LibraryVersion;
import org.bgworker.host.report.CodeFailure;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.Declaration;
import org.bgworker.host.unload.Unloadable;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;

/** A library whose classes can be loaded. */
public final class Library {
    private final LibraryVersion id;
    private final Candidate candidate;
    private final Inspection inspection;
    private final ModuleLayer.Controller controller;
    private final Module root;
    private final Set<String> settings;
    private volatile Path entry;
    private final Map<String, Constructor<?>> constructors = new ConcurrentHashMap<>();

    Library(
            LibraryVersion id,
            Candidate candidate,
            Inspection inspection,
            ModuleLayer.Controller controller) {
        this.id = id;
        this.entry = candidate.entry();
        this.candidate = candidate;
        this.inspection = inspection;
        this.controller = controller;
        this.root = controller.layer().findModule(candidate.name()).orElseThrow();
        this.settings =
                inspection.settings().stream()
                        .map(Declaration::name)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The name of its root module. */
    public String name() {
        return candidate.name();
    }

    /** The root module's version, empty if it has none. */
    public String version() {
        return candidate.root().rawVersion().orElse("");
    }

    /** For messages: its name in quotes, and its version if it has one. */
    public String nameAndVersion() {
        var version = version();
        return '"' + name() + (version.isEmpty() ? "\"" : "\" " + version);
    }

    /** The jar or folder it was read from. */
    public Path entry() {
        return entry;
    }

    /** Its jar or folder has another name now. */
    void moved(Path to) {
        entry = to;
    }

    /** Which load of it this is. */
    public LibraryVersion id() {
        return id;
    }

    /** What a gate looks at. */
    Gate.Identity identity() {
        return candidate.identity();
    }

    /** One SHA-256 of all its files. */
    String fingerprint() {
        return candidate.fingerprint();
    }

    /** What it declares. */
    List<Declaration> declarations() {
        return inspection.settings();
    }

    /** For the context class loader of its threads. */
    public ClassLoader loader() {
        return root.getClassLoader();
    }

    /** Its loader, to be unloaded. */
    public Unloadable unloadable() {
        return (LibraryLoader) loader();
    }

    /** The names of the settings it declares. */
    public Set<String> settings() {
        return settings;
    }

    /** Its functions' class names, by function name. */
    public Map<String, String> functions() {
        return inspection.functions();
    }

    /**
     * A new instance of a function, made on the calling thread.
     *
     * @throws ReportException if there is none of that name, with PostgreSQL's sentence (R77)
     * @throws CodeFailure what its constructor or static initialiser threw
     */
    public WorkerMain function(String name) throws ReportException, CodeFailure {
        var className = inspection.functions().get(name);
        if (className == null) {
            throw new ReportException(
                    "could not find function \"%s\" in file \"%s\"".formatted(name, entry()),
                    "Library \"%s\" has: %s."
                            .formatted(
                                    name(),
                                    inspection.functions().keySet().stream()
                                            .sorted()
                                            .collect(Collectors.joining(", "))),
                    "");
        }
        return WorkerMain.class.cast(instance(className));
    }

    boolean hasInit() {
        return inspection.library().isPresent();
    }

    /** A new instance of its {@code WorkerLibrary}; only of one that has an init. */
    WorkerLibrary initializer() throws CodeFailure {
        return WorkerLibrary.class.cast(instance(inspection.library().orElseThrow()));
    }

    private Object instance(String className) throws CodeFailure {
        try {
            return constructor(className).newInstance();
        } catch (InvocationTargetException thrown) {
            throw new CodeFailure(thrown.getCause() == null ? thrown : thrown.getCause());
        } catch (ReflectiveOperationException | LinkageError thrown) {
            throw new CodeFailure(thrown);
        }
    }

    /** Looked for at each start until it is found: workers come and go by the thousand. */
    private Constructor<?> constructor(String className) throws ReflectiveOperationException {
        var known = constructors.get(className);
        if (known != null) {
            return known;
        }
        int dot = className.lastIndexOf('.');
        controller.addOpens(root, className.substring(0, dot), Library.class.getModule());
        var found = Class.forName(className, true, loader()).getConstructor();
        constructors.put(className, found);
        return found;
    }
}
