package org.bgworker.host.cli;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The words before the subcommand. */
@Command(
        name = "bgworker",
        description = "Hosts background workers on the JVM.",
        mixinStandardHelpOptions = true,
        versionProvider = BgworkerCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            RunCommand.class,
            CheckCommand.class,
            InspectCommand.class,
            AuditCommand.class,
            HelpCommand.class
        })
final class BgworkerCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Missing command: run, check, inspect or audit");
    }

    /** Names the module's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            var descriptor = Main.class.getModule().getDescriptor();
            var version =
                    Optional.ofNullable(descriptor)
                            .flatMap(java.lang.module.ModuleDescriptor::rawVersion)
                            .orElse("(unversioned)");
            return new String[] {"bgworker " + version};
        }
    }
}
