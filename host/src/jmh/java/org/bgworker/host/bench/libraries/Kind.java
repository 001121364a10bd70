package org.bgworker.host.bench.libraries;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.bench.launch.Fork;
import org.bgworker.host.testing.LibraryBuilder;
import org.osgi.framework.BundleActivator;
import org.pf4j.Plugin;

/** The same library for each sort of host: one class that notes that it runs, and tells it. */
enum Kind {
    /** A module that provides a service of the JDK. */
    MODULE(
            """
            module %1$s { provides Runnable with %1$s.Tiny; }
            """,
            "Runnable, AutoCloseable",
            "@Override public void run() { tell(true); } @Override public void close() { tell(false); }",
            ""),
    /** A library of bgworker; what would be stopped is its workers, and it has none. */
    BGWORKER(
            """
            module %1$s {
                requires org.bgworker.spi;
                provides org.bgworker.spi.WorkerLibrary with %1$s.Tiny;
            }
            """,
            "org.bgworker.spi.WorkerLibrary",
            "@Override public void init(org.bgworker.spi.Registrar registrar) { tell(true); }",
            ""),
    /** A plugin of PF4J, with a list of extensions that is empty. */
    PF4J(
            "",
            "org.pf4j.Plugin",
            "@Override public void start() { tell(true); } @Override public void stop() { tell(false); }",
            """
            Plugin-Id: %1$s
            Plugin-Version: 1.0.0
            Plugin-Class: %1$s.Tiny
            """),
    /** A bundle. */
    BUNDLE(
            "",
            "org.osgi.framework.BundleActivator",
            """
            @Override public void start(org.osgi.framework.BundleContext context) { tell(true); }
            @Override public void stop(org.osgi.framework.BundleContext context) { tell(false); }
            """,
            """
            Bundle-ManifestVersion: 2
            Bundle-SymbolicName: %1$s
            Bundle-Version: 1.0.0
            Bundle-Activator: %1$s.Tiny
            Import-Package: org.osgi.framework
            """);

    private final String moduleInfo;
    private final String type;
    private final String methods;
    private final String manifest;

    Kind(String moduleInfo, String type, String methods, String manifest) {
        this.moduleInfo = moduleInfo;
        this.type = type;
        this.methods = methods;
        this.manifest = manifest;
    }

    boolean isModular() {
        return !moduleInfo.isEmpty();
    }

    /** Its source files, by path. */
    Map<String, String> sources(String name) {
        var file = name.replace('.', '/') + "/Tiny.java";
        return isModular()
                ? Map.of("module-info.java", moduleInfo.formatted(name), file, tiny(name))
                : Map.of(file, tiny(name));
    }

    private String tiny(String name) {
        return """
        package %s;
        public final class Tiny %s %s {
            private boolean runs;
            %s
            @SuppressWarnings("unchecked")
            private void tell(boolean starts) {
                runs = starts;
                ((java.util.function.BiConsumer<Object, Boolean>)
                        System.getProperties().get("bench.roll")).accept(this, starts);
            }
        }
        """
                .formatted(name, this == PF4J ? "extends" : "implements", type, methods);
    }

    /** What its manifest says beside the version. */
    String manifest(String name) {
        return manifest.formatted(name);
    }

    /** Files of the jar that are empty. */
    Optional<String> emptyFile() {
        return this == PF4J ? Optional.of("META-INF/extensions.idx") : Optional.empty();
    }

    /** What to compile it against. */
    Path api() {
        return switch (this) {
            case MODULE, BGWORKER -> LibraryBuilder.spi();
            case PF4J -> Fork.jarOf(Plugin.class);
            case BUNDLE -> Fork.jarOf(BundleActivator.class);
        };
    }
}
