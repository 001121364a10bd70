package org.bgworker.host.library;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bgworker.host.testing.PuppetJar;

/** Makes jars and folders that are damaged, hostile or absurd, always the same from one seed. */
final class Mutants {
    /** Of so many, one is of a kind that takes long to make. */
    private static final int RARE = 800;

    private final Random random;
    private final ZipDamage zips;
    private final AbsurdModules modules;
    private final AbsurdEntries entries;
    private int made;

    Mutants(long seed) {
        random = new Random(seed);
        zips = new ZipDamage(random);
        modules = new AbsurdModules(random);
        entries = new AbsurdEntries(random);
    }

    /** The next one; those that can be loaded are libraries of this name. */
    Mutant next(String name) {
        int nth = made++;
        if (nth % RARE == 0) {
            return entries.large(name, nth / RARE);
        }
        var files = PuppetJar.files(name, "1", List.of());
        return switch (nth % 12) {
            case 0, 1 -> Mutant.jar("bits", zips.bits(PuppetJar.zip(files), 0));
            case 2, 3 ->
                    Mutant.jar("bits in the directory", zips.directoryBits(PuppetJar.zip(files)));
            case 4 -> Mutant.jar("cut", zips.cut(PuppetJar.zip(files)));
            case 5 -> Mutant.jar("numbers", zips.numbers(PuppetJar.zip(files)));
            case 6, 7 -> Mutant.jar("bits in a class", PuppetJar.zip(damaged(files)));
            case 8 -> Mutant.jar("structure", zips.structure(files));
            case 9 -> modules.next(name);
            case 10 -> entries.files(files);
            default -> entries.folder(name, files);
        };
    }

    private Map<String, byte[]> damaged(Map<String, byte[]> files) {
        var copy = new HashMap<>(files);
        var names = files.keySet().stream().filter(one -> one.endsWith(".class")).toList();
        var name = names.get(random.nextInt(names.size()));
        copy.computeIfPresent(
                name, (_, bytes) -> random.nextInt(8) == 0 ? zips.cut(bytes) : zips.bits(bytes, 0));
        return copy;
    }
}
