package org.bgworker.host.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a virtual machine uses, asked from outside.
 *
 * @param threads of the process
 * @param files that are open, with sockets and pipes
 * @param resident memory in kB
 * @param heap used in kB
 * @param metaspace used in kB
 */
public record HostFigures(int threads, int files, long resident, long heap, long metaspace) {
    /** In the words of each collector: one line for the whole heap, or one for each generation. */
    private static final Pattern HEAP = Pattern.compile(" total .*, used (\\d+)K");

    private static final Pattern METASPACE = Pattern.compile("Metaspace .*used (\\d+)K");

    /** Of a process as it stands. */
    public static HostFigures of(long pid) throws IOException {
        var heap = jcmd(pid, "GC.heap_info");
        var metaspace = jcmd(pid, "VM.metaspace");
        var process = Path.of("/proc", Long.toString(pid));
        var status = Files.readString(process.resolve("status"));
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new HostFigures(
                    (int) number(Pattern.compile("Threads:\\s+(\\d+)"), status),
                    (int) files.count(),
                    number(Pattern.compile("VmRSS:\\s+(\\d+)"), status),
                    sum(HEAP, heap),
                    number(METASPACE, metaspace));
        }
    }

    /** Of a process after its garbage was collected; twice, for what is freed by finalizing. */
    public static HostFigures collected(long pid) throws IOException {
        jcmd(pid, "GC.run");
        jcmd(pid, "GC.run");
        return of(pid);
    }

    /** The names of the platform threads of a process that this pattern finds. */
    public static List<String> threads(long pid, Pattern name) throws IOException {
        return jcmd(pid, "Thread.print")
                .lines()
                .filter(line -> line.startsWith("\"") && name.matcher(line).find())
                .toList();
    }

    /** How many virtual threads of a process have a name that begins so. */
    public static long virtualThreads(long pid, String name) throws IOException {
        var dump = Files.createTempFile("threads", ".txt");
        jcmd(pid, "Thread.dump_to_file", "-overwrite", dump.toString());
        try (var lines = Files.lines(dump)) {
            return lines.filter(line -> line.matches("#\\d+ \"" + name + ".* virtual.*")).count();
        } finally {
            Files.delete(dump);
        }
    }

    /** How many class loaders of a process this pattern finds, the dead ones not counted. */
    public static int loaders(long pid, Pattern type) throws IOException {
        return (int)
                jcmd(pid, "VM.classloader_stats")
                        .lines()
                        .filter(line -> type.matcher(line).find())
                        .count();
    }

    private static String jcmd(long pid, String... command) throws IOException {
        var jcmd = Path.of(Places.java()).resolveSibling("jcmd").toString();
        var words = new ArrayList<>(List.of(jcmd, Long.toString(pid)));
        words.addAll(List.of(command));
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        return process.inputReader(StandardCharsets.UTF_8).readAllAsString();
    }

    private static long number(Pattern pattern, String text) {
        var matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("no %s in:\n%s".formatted(pattern, text));
        }
        return Long.parseLong(matcher.group(1));
    }

    private static long sum(Pattern pattern, String text) {
        var found = pattern.matcher(text).results().mapToLong(one -> Long.parseLong(one.group(1)));
        return found.reduce(Long::sum).orElseThrow(() -> new AssertionError(text));
    }

    /** In columns, memory in MB. */
    @Override
    public String toString() {
        return "%7d %5d %7.1f %6.1f %9.1f"
                .formatted(threads, files, resident / 1e3, heap / 1e3, metaspace / 1e3);
    }
}
