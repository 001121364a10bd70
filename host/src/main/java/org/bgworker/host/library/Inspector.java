package org.bgworker.host.library;

import io.github.classgraph.AnnotationEnumValue;
import io.github.classgraph.AnnotationInfo;
import io.github.classgraph.ClassInfo;
import java.lang.module.ModuleDescriptor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.report.Report;
import org.bgworker.host.setting.Declaration;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.FunctionName;
import org.bgworker.spi.Setting;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;

/** Reads a library's functions and settings from its class files, by ClassGraph. */
final class Inspector {
    private final ModuleDescriptor root;
    private final ClassScan scan;
    private final List<Report> problems = new ArrayList<>();
    private final Map<String, String> functions = new LinkedHashMap<>();
    private final List<Declaration> settings = new ArrayList<>();

    /**
     * Reads nothing yet.
     *
     * @param scan of the library's classes; maybe of others' too
     */
    Inspector(ModuleDescriptor root, ClassScan scan) {
        this.root = root;
        this.scan = scan;
    }

    /** Inspects one library by itself. */
    static Inspection inspect(Candidate candidate) {
        var root = candidate.root();
        try (var scan = ClassScan.of(jars(candidate), root.packages())) {
            return new Inspector(root, scan).inspect();
        }
    }

    /** Those that matter; all where a class file does not say what it names. */
    private static List<JarImage> jars(Candidate candidate) {
        try {
            return candidate.jars().size() == 1 ? candidate.jars() : Reach.of(candidate).jars();
        } catch (NamedPackages.UnreadableException anyMayMatter) {
            return candidate.jars();
        }
    }

    /** What the library's classes declare. */
    Inspection inspect() {
        var mains = providers(WorkerMain.class);
        var libraries = providers(WorkerLibrary.class);
        mains.forEach(this::addFunction);
        if (libraries.size() > 1) {
            problem("it provides more than one WorkerLibrary", String.join(", ", libraries), "");
        }
        libraries.forEach(name -> checkProvider(name, WorkerLibrary.class));
        for (var annotated : scan.withFunctionName(root.packages())) {
            if (!mains.contains(annotated.getName())) {
                problem(
                        "class %s has a function name but is not provided"
                                .formatted(annotated.getName()),
                        "",
                        "Add to its module-info: provides org.bgworker.spi.WorkerMain with %s;"
                                .formatted(annotated.getName()));
            }
        }
        for (var info : scan.classes(root.packages())) {
            addSettings(info);
        }
        return new Inspection(
                Map.copyOf(functions),
                libraries.stream().findFirst(),
                List.copyOf(settings),
                List.copyOf(problems));
    }

    private List<String> providers(Class<?> service) {
        return root.provides().stream()
                .filter(provides -> provides.service().equals(service.getName()))
                .flatMap(provides -> provides.providers().stream())
                .toList();
    }

    private void addFunction(String className) {
        if (!checkProvider(className, WorkerMain.class)) {
            return;
        }
        var info = scan.find(className).orElseThrow();
        var annotation = info.getAnnotationInfo(FunctionName.class);
        var name =
                annotation == null
                        ? info.getSimpleName()
                        : String.valueOf(annotation.getParameterValues().getValue("value"));
        if (name.isEmpty()
                || name.length() > BackgroundWorker.MAX_NAME_BYTES
                || name.chars().anyMatch(c -> c < ' ' || c > '~')) {
            problem(
                    "function name \"%s\" of class %s is not 1 to %d bytes of printable ASCII"
                            .formatted(name, className, BackgroundWorker.MAX_NAME_BYTES),
                    "",
                    "");
        }
        var other = functions.putIfAbsent(name, className);
        if (other != null) {
            problem(
                    "function name \"%s\" is given twice".formatted(name),
                    "Both %s and %s have it.".formatted(other, className),
                    "");
        }
    }

    private boolean checkProvider(String className, Class<?> service) {
        var wrong = wrongWith(scan.find(className), service);
        if (!wrong.isEmpty()) {
            problem(
                    "provider %s %s".formatted(className, wrong),
                    "",
                    "A provider of %s is a public class with a public constructor without parameters that implements it."
                            .formatted(service.getSimpleName()));
        }
        return wrong.isEmpty();
    }

    private static String wrongWith(Optional<ClassInfo> found, Class<?> service) {
        if (found.isEmpty()) {
            return "does not exist";
        }
        var info = found.orElseThrow();
        if (!info.implementsInterface(service)) {
            return "is no " + service.getSimpleName();
        }
        if (!info.isPublic()) {
            return "is not public";
        }
        if (info.isAbstract() || info.isInterface()) {
            return "is abstract";
        }
        boolean constructor =
                info.getDeclaredConstructorInfo().stream()
                        .anyMatch(one -> one.isPublic() && one.getParameterInfo().length == 0);
        return constructor ? "" : "has no public constructor without parameters";
    }

    private void addSettings(ClassInfo info) {
        var one = info.getAnnotationInfo(Setting.class);
        var several = info.getAnnotationInfo(Setting.List.class);
        if (one != null) {
            settings.add(declaration(one));
        }
        if (several != null
                && several.getParameterValues().getValue("value") instanceof Object[] all) {
            Arrays.stream(all)
                    .map(AnnotationInfo.class::cast)
                    .map(this::declaration)
                    .forEach(settings::add);
        }
    }

    private Declaration declaration(AnnotationInfo annotation) {
        var type = Setting.Type.valueOf(text(annotation, "type"));
        return new Declaration(
                text(annotation, "name"),
                type,
                text(annotation, "defaultValue"),
                number(annotation, "min"),
                number(annotation, "max"),
                text(annotation, "unit"),
                value(annotation, "values") instanceof Object[] words
                        ? Arrays.stream(words).map(String::valueOf).toList()
                        : List.of(),
                Setting.Context.valueOf(text(annotation, "context")),
                text(annotation, "description"));
    }

    private static double number(AnnotationInfo annotation, String parameter) {
        return value(annotation, parameter) instanceof Number number ? number.doubleValue() : 0;
    }

    private static String text(AnnotationInfo annotation, String parameter) {
        var value = value(annotation, parameter);
        return value instanceof AnnotationEnumValue word ? word.getValueName() : value.toString();
    }

    /** The given value, else the default of {@link Setting}, which is not scanned. */
    private static Object value(AnnotationInfo annotation, String parameter) {
        var given = annotation.getParameterValues().getValue(parameter);
        if (given != null) {
            return given;
        }
        try {
            return Setting.class.getMethod(parameter).getDefaultValue();
        } catch (NoSuchMethodException otherSpi) {
            throw new IllegalStateException(otherSpi);
        }
    }

    private void problem(String what, String detail, String hint) {
        problems.add(
                Report.error(
                        "incompatible library \"%s\": %s".formatted(root.name(), what),
                        detail,
                        hint));
    }
}
