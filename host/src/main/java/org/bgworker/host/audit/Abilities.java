package org.bgworker.host.audit;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.library.Contents;
import org.bgworker.host.report.Report;

/** Finds what the classes of a library can do, without loading one. */
final class Abilities {
    private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|dylib|jnilib)([.\\d]*)");
    private static final List<String> AGENTS =
            List.of("Premain-Class", "Agent-Class", "Launcher-Agent-Class");

    private final Map<String, List<String>> parents = new HashMap<>();
    private final Map<Capability, SortedSet<Place>> places = new EnumMap<>(Capability.class);
    private final List<Registering> registering = new ArrayList<>();
    private final List<Report> problems = new ArrayList<>();

    private Abilities() {}

    /** A class that was read, and the module it is of. */
    private record Read(String module, String name, ClassReader reader) {}

    static Abilities of(Contents contents) {
        var abilities = new Abilities();
        var all = new ArrayList<Read>();
        for (var part : contents.parts()) {
            all.addAll(abilities.read(contents.name(), part));
            abilities.addFiles(part.descriptor().name(), part.image());
        }
        all.forEach(abilities::add); // now that all parents are known
        return abilities;
    }

    Map<Capability, SortedSet<Place>> places() {
        return places;
    }

    List<Registering> registering() {
        return registering;
    }

    /** Classes that could not be read. */
    List<Report> problems() {
        return problems;
    }

    private List<Read> read(String library, Contents.Part part) {
        var read = new ArrayList<Read>();
        for (var one : classes(part.image()).entrySet()) {
            try {
                var model = ClassFile.of().parse(one.getValue());
                var reader = ClassReader.read(model);
                var className = name(model.thisClass());
                parents.put(className, parents(model));
                read.add(new Read(part.descriptor().name(), className, reader));
            } catch (RuntimeException damaged) { // the JDK tells damage by many exceptions
                problems.add(unreadable(library, one.getKey(), damaged));
            }
        }
        return read;
    }

    private static Report unreadable(String library, String file, RuntimeException damaged) {
        return Report.error(
                "incompatible library \"%s\": class file %s cannot be read"
                        .formatted(library, file),
                "%s.".formatted(damaged.getMessage()),
                "");
    }

    /** The entries that are classes for this version of Java, by name. */
    static SortedMap<String, byte[]> classes(JarImage image) {
        var classes = new TreeMap<>(image.entries());
        classes.keySet()
                .removeIf(name ->
                        !name.endsWith(".class")
                                || name.startsWith("META-INF/")
                                || name.equals("module-info.class"));
        return classes;
    }

    private static List<String> parents(ClassModel model) {
        var all = new ArrayList<String>();
        model.superclass().map(Abilities::name).ifPresent(all::add);
        model.interfaces().stream().map(Abilities::name).forEach(all::add);
        return all;
    }

    private static String name(ClassEntry entry) {
        return entry.asInternalName().replace('/', '.');
    }

    private void add(Read read) {
        for (var found : read.reader().found()) {
            for (var can : Rules.capabilities(found.use(), withParents(found.use().owner()))) {
                add(can, read, found.method(), found.use().toString());
            }
        }
        for (var method : read.reader().natives()) {
            add(Capability.NATIVE_CODE, read, method, "declared native");
        }
        registering.addAll(read.reader().registering());
    }

    private void add(Capability capability, Read read, String method, String use) {
        add(capability, new Place(read.module(), read.name() + "." + method, use));
    }

    private void add(Capability capability, Place place) {
        places.computeIfAbsent(capability, _ -> new TreeSet<>()).add(place);
    }

    /** The class, what it extends, and so on as long as those are the library's. */
    private List<String> withParents(String owner) {
        var all = new ArrayList<>(List.of(owner));
        Set<String> seen = new HashSet<>(all);
        for (int i = 0; i < all.size(); i++) {
            parents.getOrDefault(all.get(i), List.of()).stream()
                    .filter(seen::add)
                    .forEach(all::add);
        }
        return all;
    }

    private void addFiles(String module, JarImage image) {
        for (var file : image.entries().keySet()) {
            if (NATIVE.matcher(file.toLowerCase(Locale.ROOT)).matches()) {
                add(Capability.NATIVE_CODE, new Place(module, file, "a native library"));
            }
        }
        for (var name : AGENTS) {
            var agent = image.attributes().getValue(name);
            if (agent != null) {
                add(Capability.AGENTS, new Place(module, agent, name + " of the manifest"));
            }
        }
    }
}
