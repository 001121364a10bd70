package org.bgworker.host.library;

import io.github.classgraph.ClassGraph;
import io.github.classgraph.ClassInfo;
import io.github.classgraph.ScanResult;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bgworker.host.archive.JarImage;
import org.bgworker.spi.FunctionName;

/** Classes as ClassGraph reads them, of one library or of several. */
final class ClassScan implements AutoCloseable {
    private final ScanResult result;
    private final Map<String, List<ClassInfo>> classes = new HashMap<>();
    private final Map<String, List<ClassInfo>> withName = new HashMap<>();

    private ClassScan(ScanResult result) {
        this.result = result;
        group(result.getAllClasses(), classes);
        group(result.getClassesWithAnnotation(FunctionName.class), withName);
    }

    private static void group(List<ClassInfo> all, Map<String, List<ClassInfo>> byPackage) {
        for (var one : all) {
            byPackage.computeIfAbsent(one.getPackageName(), _ -> new ArrayList<>()).add(one);
        }
    }

    /**
     * Scans classes in memory: the files may be others by now.
     *
     * @param packages whose classes are asked for; what they extend may lie in others
     */
    static ClassScan of(List<JarImage> jars, Collection<String> packages) {
        var classGraph =
                new ClassGraph()
                        .overrideModuleLayers(ScannedModule.layer(jars))
                        .ignoreParentModuleLayers()
                        .disableJarScanning()
                        .disableDirScanning()
                        .acceptPackagesNonRecursive(packages.toArray(String[]::new))
                        .enableClassInfo()
                        .enableMethodInfo()
                        .enableAnnotationInfo()
                        .ignoreClassVisibility()
                        .ignoreMethodVisibility();
        return new ClassScan(classGraph.scan(1));
    }

    Optional<ClassInfo> find(String className) {
        return Optional.ofNullable(result.getClassInfo(className));
    }

    /** The classes of packages, by name. */
    List<ClassInfo> classes(Set<String> packages) {
        return of(packages, classes);
    }

    /** Those of the classes that have a function name, by name. */
    List<ClassInfo> withFunctionName(Set<String> packages) {
        return of(packages, withName);
    }

    private static List<ClassInfo> of(Set<String> packages, Map<String, List<ClassInfo>> all) {
        return packages.stream()
                .flatMap(one -> all.getOrDefault(one, List.of()).stream())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        result.close();
    }
}
