package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.report.ReportException;

/**
 * Makes a module of a jar without module-info that lies beside a library's root.
 *
 * <p>Not an automatic module: that would read every module of the host and clash with them. This
 * one requires the JDK, and is made to read the library's other modules by {@link Layering}; it
 * exports and opens everything, and uses every service that its classes look up.
 */
final class PlainJar {
    private static final String SERVICES = "META-INF/services/";
    private static final Pattern VERSION = Pattern.compile("-(\\d+(\\.|$))");
    private static final Set<String> JDK =
            ModuleFinder.ofSystem().findAll().stream()
                    .map(ModuleReference::descriptor)
                    .map(ModuleDescriptor::name)
                    .collect(Collectors.toUnmodifiableSet());

    private PlainJar() {}

    /** The modules of the JDK that the host runs with. */
    static Stream<Module> jdk() {
        return ModuleLayer.boot().modules().stream().filter(one -> JDK.contains(one.getName()));
    }

    /** The name that others require it by: as for an automatic module. */
    static String name(JarImage jar) throws ReportException {
        var given = jar.attributes().getValue("Automatic-Module-Name");
        var name = given == null ? nameOfFile(jar.fileName()) : given;
        try {
            return ModuleDescriptor.newModule(name).build().name();
        } catch (IllegalArgumentException notAName) {
            throw new ReportException(
                    "could not load library \"%s\": no module name can be made of the file's name"
                            .formatted(jar.path()),
                    String.valueOf(notAName.getMessage()),
                    "Rename the file, or add Automatic-Module-Name to its manifest.");
        }
    }

    private static String nameOfFile(String fileName) {
        var name = fileName.substring(0, fileName.length() - ".jar".length());
        var version = VERSION.matcher(name);
        if (version.find()) {
            name = name.substring(0, version.start());
        }
        return name.replaceAll("[^A-Za-z0-9]", ".")
                .replaceAll("\\.+", ".")
                .replaceAll("^\\.|\\.$", "");
    }

    /**
     * The descriptor.
     *
     * @param requires modules of the library
     * @param readable whether the module may provide or use a service
     */
    static ModuleDescriptor descriptor(
            JarImage jar, Collection<String> requires, Predicate<String> readable)
            throws ReportException {
        var builder = ModuleDescriptor.newOpenModule(name(jar)).packages(jar.packages());
        jar.packages().forEach(builder::exports);
        jdk().map(Module::getName)
                .filter(module -> !module.equals("java.base"))
                .forEach(builder::requires);
        requires.forEach(builder::requires);
        provided(jar).entrySet().stream()
                .filter(one -> readable.test(one.getKey()))
                .forEach(one -> builder.provides(one.getKey(), one.getValue()));
        used(jar).stream().filter(readable).forEach(builder::uses);
        return builder.build();
    }

    /** Its providers, by service. */
    static Map<String, List<String>> provided(JarImage jar) {
        var provided = new TreeMap<String, List<String>>();
        for (var entry : jar.entries().entrySet()) {
            if (entry.getKey().startsWith(SERVICES)
                    && entry.getKey().indexOf('/', SERVICES.length()) < 0) {
                var providers = providers(jar, entry.getValue());
                if (!providers.isEmpty()) {
                    provided.put(entry.getKey().substring(SERVICES.length()), providers);
                }
            }
        }
        return provided;
    }

    private static List<String> providers(JarImage jar, byte[] file) {
        return new String(file, UTF_8)
                .lines()
                .map(line -> line.replaceAll("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .filter(line -> jar.entries().containsKey(line.replace('.', '/') + ".class"))
                .distinct()
                .toList();
    }

    /** Every class named by a class that calls the service loader may be a service. */
    static Set<String> used(JarImage jar) throws ReportException {
        var uses = new TreeSet<String>();
        for (var entry : jar.entries().entrySet()) {
            if (entry.getKey().endsWith(".class")
                    && new String(entry.getValue(), ISO_8859_1)
                            .contains("java/util/ServiceLoader")) {
                addNamed(jar, entry.getKey(), entry.getValue(), uses);
            }
        }
        uses.removeIf(name -> name.indexOf('.') < 0);
        return uses;
    }

    private static void addNamed(JarImage jar, String file, byte[] classFile, Set<String> names)
            throws ReportException {
        try {
            for (var constant : ClassFile.of().parse(classFile).constantPool()) {
                if (constant instanceof ClassEntry named && named.asSymbol().isClassOrInterface()) {
                    names.add(named.asInternalName().replace('/', '.'));
                }
            }
        } catch (IllegalArgumentException damaged) {
            throw new ReportException(
                    "could not load library \"%s\": class file %s cannot be read"
                            .formatted(jar.path(), file),
                    "%s.".formatted(damaged.getMessage()),
                    "");
        }
    }
}
