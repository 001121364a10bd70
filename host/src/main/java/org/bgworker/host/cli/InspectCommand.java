package org.bgworker.host.cli;

import static org.bgworker.host.cli.Grammar.parameter;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.bgworker.host.library.Contents;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.Declaration;

/** Prints what a library holds. */
final class InspectCommand extends Command {
    private final Supplier<Path> entry =
            grammar()
                    .value(Path.class, parameter("JAR").description("A jar, or a folder of jars."));

    InspectCommand() {
        super(
                "Prints what a library holds, without running its code.",
                "Example: bgworker inspect modules-out/file_ingest");
    }

    @Override
    public Integer call() {
        var screen = screen();
        try {
            var contents = Contents.of(entry.get());
            print(screen, contents);
            return contents.problems().isEmpty() ? Exit.DONE : Exit.BAD_CONFIGURATION;
        } catch (ReportException unreadable) {
            screen.report(unreadable.report());
            return Exit.BAD_CONFIGURATION;
        }
    }

    private static void print(Screen screen, Contents contents) {
        screen.line("library    " + contents.name() + (" " + contents.version()).stripTrailing());
        list(screen, "module", contents.modules());
        list(screen, "requires", contents.requires());
        list(screen, "init", contents.init().stream().toList());
        list(
                screen,
                "function",
                new TreeMap<>(contents.functions())
                        .entrySet().stream()
                                .map(one -> "%s (%s)".formatted(one.getKey(), one.getValue()))
                                .toList());
        list(screen, "setting", contents.settings().stream().map(InspectCommand::text).toList());
        contents.problems().forEach(screen::report);
    }

    /** A setting in one line. */
    static String text(Declaration setting) {
        return "%s = %s%s  %s"
                .formatted(
                        setting.name(),
                        setting.defaultValue(),
                        setting.range().isEmpty() ? "" : "  (%s)".formatted(setting.range()),
                        setting.description());
    }

    private static void list(Screen screen, String title, List<String> lines) {
        for (int i = 0; i < lines.size(); i++) {
            screen.line("%-10s %s".formatted(i == 0 ? title : "", lines.get(i)));
        }
    }
}
