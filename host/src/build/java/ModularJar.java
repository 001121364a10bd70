import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.zip.ZipFile;

/**
 * Adds its module descriptor to a jar. Maven may run on a JDK whose jar tool cannot read the
 * project's class files; the build therefore runs this file as it is, on the JDK that it compiles
 * with.
 *
 * <p>A jar that has its descriptor is left alone: the modules that depend on it are compiled anew
 * whenever it is written.
 */
final class ModularJar {
    private static final String DESCRIPTOR = "module-info.class";

    private ModularJar() {}

    /**
     * Completes a jar.
     *
     * @param args the jar, the directory of its classes, its version, the time of its entries, and
     *     the main class if it has one
     */
    public static void main(String[] args) throws IOException {
        var jar = Path.of(args[0]);
        var classes = Path.of(args[1]);
        if (!isComplete(jar, classes.resolve(DESCRIPTOR))) {
            var words = new ArrayList<>(List.of("--update", "--file", jar.toString()));
            words.addAll(List.of("--module-version", args[2], "--date", args[3]));
            if (args.length > 4) {
                words.addAll(List.of("--main-class", args[4]));
            }
            words.addAll(List.of("-C", classes.toString(), DESCRIPTOR));
            var tool = ToolProvider.findFirst("jar").orElseThrow();
            System.exit(tool.run(System.out, System.err, words.toArray(String[]::new)));
        }
    }

    private static boolean isComplete(Path jar, Path descriptor) throws IOException {
        try (var file = new ZipFile(jar.toFile())) {
            return file.getEntry(DESCRIPTOR) != null
                    && Files.getLastModifiedTime(jar)
                                    .compareTo(Files.getLastModifiedTime(descriptor))
                            >= 0;
        }
    }
}
