package org.bgworker.host.library;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.lang.classfile.attribute.ModuleAttribute.ModuleAttributeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.bgworker.host.testing.PuppetJar;

/** Libraries whose module descriptors make no sense. */
final class AbsurdModules {
    private static final String[] TAKEN = {
        "java.base", "java.sql", "org.bgworker.spi", "org.bgworker.host", "jdk.compiler"
    };
    private static final String[] NO_NAMES = {"a..b", "1abc", "    ", "\0\0\0\0", "a/b;", "null"};

    private final Random random;

    AbsurdModules(Random random) {
        this.random = random;
    }

    Mutant next(String name) {
        return switch (random.nextInt(13)) {
            case 0 -> jar("taken name", TAKEN[random.nextInt(TAKEN.length)], _ -> {});
            case 1 -> jar("requires itself", name, module -> requires(module, name));
            case 2 ->
                    jar("requires what is not there", name, module -> requires(module, "no.such"));
            case 3 -> jar("requires much", name, AbsurdModules::requiresMuch);
            case 4 -> packages(name, 1 + random.nextInt(3000));
            case 5 -> circle(name);
            case 6 -> renamed(name);
            case 7 -> header(name, 0, 4);
            case 8 -> header(name, 6, 2);
            case 9 -> jar("provides nothing", name, AbsurdModules::providesNothing);
            case 10 ->
                    jar(
                            "exports nothing",
                            name,
                            module ->
                                    module.exports(
                                            PackageDesc.of("no"), List.of(), new ModuleDesc[0]));
            case 11 -> jar("long name", "a" + ".b".repeat(32_000), _ -> {});
            default ->
                    jar(
                            "open and opens",
                            name,
                            module ->
                                    module.moduleFlags(AccessFlag.OPEN)
                                            .opens(PackageDesc.of(PuppetJar.PACKAGE), List.of()));
        };
    }

    private static Map<String, byte[]> files(String name, byte[] moduleInfo) {
        var files = new HashMap<>(PuppetJar.files(name, "1", List.of()));
        files.put("module-info.class", moduleInfo);
        return files;
    }

    private static Mutant jar(
            String kind, String name, Consumer<ModuleAttributeBuilder> directives) {
        var info = PuppetJar.moduleInfo(name, List.of(PuppetJar.PACKAGE), directives);
        return Mutant.jar("module: " + kind, PuppetJar.zip(files(name, info)));
    }

    private static void requires(ModuleAttributeBuilder module, String name) {
        module.requires(ModuleDesc.of(name), 0, null);
    }

    private static void requiresMuch(ModuleAttributeBuilder module) {
        for (int i = 0; i < 2_000; i++) {
            requires(module, "m" + i);
        }
    }

    private static void providesNothing(ModuleAttributeBuilder module) {
        module.provides(ClassDesc.of("no.Service"), ClassDesc.of("no.Provider"));
    }

    private static Mutant packages(String name, int count) {
        var packages = new ArrayList<>(List.of(PuppetJar.PACKAGE));
        for (int i = 0; i < count; i++) {
            packages.add("p" + i);
        }
        var info = PuppetJar.moduleInfo(name, packages, _ -> {});
        return Mutant.jar("module: packages", PuppetJar.zip(files(name, info)));
    }

    private static Mutant circle(String name) {
        var other = name + ".other";
        var root =
                PuppetJar.moduleInfo(
                        name, List.of(PuppetJar.PACKAGE), module -> requires(module, other));
        var back =
                PuppetJar.moduleInfo(
                        other, List.of(PuppetJar.PACKAGE), module -> requires(module, name));
        return Mutant.folder(
                "modules in a circle",
                Map.of(
                        "a.jar",
                        PuppetJar.zip(files(name, root)),
                        "b.jar",
                        PuppetJar.zip(Map.of("module-info.class", back))));
    }

    private Mutant renamed(String name) {
        var info = PuppetJar.moduleInfo("zzzz", List.of(PuppetJar.PACKAGE), _ -> {});
        var to = NO_NAMES[random.nextInt(NO_NAMES.length)];
        var text = new String(info, ISO_8859_1).replace("zzzz", to);
        return Mutant.jar("module: no name", PuppetJar.zip(files(name, text.getBytes(ISO_8859_1))));
    }

    /** Anything as magic number, or as version. */
    private Mutant header(String name, int at, int length) {
        var info = PuppetJar.moduleInfo(name, List.of(PuppetJar.PACKAGE), _ -> {});
        for (int i = 0; i < length; i++) {
            info[at + i] = (byte) random.nextInt();
        }
        return Mutant.jar("module: header", PuppetJar.zip(files(name, info)));
    }
}
