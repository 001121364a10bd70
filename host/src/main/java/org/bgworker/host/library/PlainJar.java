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
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bgworker.host.report.ReportException;

/**
 * Makes a module of a jar without module-info that lies beside a library's root.
 *
 * <p>Not an automatic module: that would read every module of the host and clash with them. This one
 * reads the JDK and the library's other modules; it exports and opens everything, and uses every
 * service that its classes look up.
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

    /** The descriptor, given the names of the library's other modules. */
    static ModuleDescriptor descriptor(JarImage jar, Collection<String> others)
            throws ReportException {
        var name = name(jar);
        var builder = ModuleDescriptor.newOpenModule(name).packages(jar.packages());
        jar.packages().forEach(builder::exports);
        ModuleLayer.boot().modules().stream()
                .map(Module::getName)
                .filter(JDK::contains)
                .filter(module -> !module.equals("java.base"))
                .forEach(builder::requires);
        others.stream().filter(other -> !other.equals(name)).forEach(builder::requires);
        var uses = new TreeSet<String>();
        for (var entry : jar.entries().entrySet()) {
            if (entry.getKey().startsWith(SERVICES) && entry.getKey().indexOf('/', SERVICES.length()) < 0) {
                provide(builder, jar, entry.getKey().substring(SERVICES.length()), entry.getValue());
            } else if (entry.getKey().endsWith(".class")) {
                lookedUp(jar, entry.getKey(), uses);
            }
        }
        uses.forEach(builder::uses);
        return builder.build();
    }

    private static void provide(
            ModuleDescriptor.Builder builder, JarImage jar, String service, byte[] file) {
        List<String> providers =
                new String(file, UTF_8)
                        .lines()
                        .map(line -> line.replaceAll("#.*", "").strip())
                        .filter(line -> !line.isEmpty())
                        .filter(line -> jar.entries().containsKey(line.replace('.', '/') + ".class"))
                        .distinct()
                        .toList();
        if (!providers.isEmpty()) {
            builder.provides(service, providers);
        }
    }

    /** Every class named by a class that calls the service loader may be a service. */
    private static void lookedUp(JarImage jar, String file, Set<String> uses)
            throws ReportException {
        var classFile = jar.entry(file).orElseThrow();
        if (!new String(classFile, ISO_8859_1).contains("java/util/ServiceLoader")) {
            return;
        }
        try {
            for (var constant : ClassFile.of().parse(classFile).constantPool()) {
                if (constant instanceof ClassEntry named && named.asSymbol().isClassOrInterface()) {
                    var name = named.asInternalName().replace('/', '.');
                    if (name.indexOf('.') > 0) {
                        uses.add(name);
                    }
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
