package org.bgworker.host.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleAttribute.ModuleAttributeBuilder;
import java.lang.classfile.attribute.ModulePackagesAttribute;
import java.lang.constant.ClassDesc;
import java.lang.constant.ModuleDesc;
import java.lang.constant.PackageDesc;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.bgworker.host.testing.puppet.PuppetLibrary;
import org.bgworker.host.testing.puppet.PuppetWork;
import org.bgworker.spi.WorkerLibrary;
import org.bgworker.spi.WorkerMain;

/** A library's jar, made in memory without a compiler. The same words make the same bytes. */
public final class PuppetJar {
    /** Where the classes are. */
    public static final String PACKAGE = PuppetLibrary.class.getPackageName();

    private static final FileTime TIME = FileTime.fromMillis(1_700_000_000_000L);

    private PuppetJar() {}

    /** Of a library with this version, whose init registers these workers. */
    public static byte[] of(String library, String version, List<String> workers) {
        return zip(files(library, version, workers));
    }

    /** What lies in such a jar, by name. */
    public static Map<String, byte[]> files(String library, String version, List<String> workers) {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("module-info.class", moduleInfo(library, version));
        files.put(path("PuppetLibrary.class"), classFile(PuppetLibrary.class));
        files.put(path("PuppetWork.class"), classFile(PuppetWork.class));
        var lines = new ArrayList<>(List.of(library));
        lines.addAll(workers);
        files.put(path(PuppetLibrary.FILE), String.join("\n", lines).getBytes(UTF_8));
        return files;
    }

    private static String path(String file) {
        return PACKAGE.replace('.', '/') + "/" + file;
    }

    private static byte[] classFile(Class<?> type) {
        try (var in =
                Objects.requireNonNull(type.getResourceAsStream(type.getSimpleName() + ".class"))) {
            return in.readAllBytes();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static byte[] moduleInfo(String name, String version) {
        return moduleInfo(name, List.of(PACKAGE), module -> module.moduleVersion(version));
    }

    /** A descriptor that provides what such a library does, with these packages and directives. */
    public static byte[] moduleInfo(
            String name, List<String> packages, Consumer<ModuleAttributeBuilder> directives) {
        var attribute =
                ModuleAttribute.of(
                        ModuleDesc.of(name),
                        module -> {
                            module.requires(ModuleDesc.of("java.base"), 0, null);
                            module.requires(
                                    ModuleDesc.of(WorkerMain.class.getPackageName()), 0, null);
                            module.provides(desc(WorkerMain.class), desc(PuppetWork.class));
                            module.provides(desc(WorkerLibrary.class), desc(PuppetLibrary.class));
                            directives.accept(module);
                        });
        var listed =
                ModulePackagesAttribute.ofNames(packages.stream().map(PackageDesc::of).toList());
        return ClassFile.of().buildModule(attribute, built -> built.with(listed));
    }

    private static ClassDesc desc(Class<?> type) {
        return type.describeConstable().orElseThrow();
    }

    /** A jar of these files. */
    public static byte[] zip(Map<String, byte[]> files) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new JarOutputStream(bytes)) {
            for (var file : files.entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()).setLastModifiedTime(TIME));
                out.write(file.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
