package org.bgworker.host.cli;

import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** One of the words that say what is to be done. */
public abstract class Command implements Callable<Integer> {
    private final CommandSpec spec = CommandSpec.wrapWithoutInspection(this);
    private final Grammar grammar = new Grammar(spec);

    /**
     * A command that says of itself what it does.
     *
     * @param description what stands above its options
     * @param footer what stands below, with an example at the end
     */
    protected Command(String description, String footer) {
        spec.usageMessage()
                .description(description.replace('\n', ' '))
                .footer(Stream.concat(Stream.of(""), footer.lines()).toArray(String[]::new));
    }

    /** Does it, and gives the exit code. */
    @Override
    public abstract Integer call() throws InterruptedException;

    /** As picocli knows it. */
    final CommandSpec spec() {
        return spec;
    }

    /** Where its options and parameters are declared. */
    protected final Grammar grammar() {
        return grammar;
    }

    /** What is asked for. */
    public final Screen screen() {
        return new Screen(spec.commandLine().getOut());
    }

    /** What is said beside the answer. */
    protected final Screen errors() {
        return new Screen(spec.commandLine().getErr());
    }

    /** Has another exit code for wrong words than 2. */
    protected final void onWrongWords(int code) {
        spec.exitCodeOnInvalidInput(code);
    }

    /** For words that contradict each other or are missing. */
    protected final ParameterException wrongWords(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
