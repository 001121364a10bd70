package org.bgworker.host.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The words that a command knows, and what they come to once a line has been read. picocli is told
 * them one by one: to read them from annotations takes longer than most commands take.
 */
public final class Grammar {
    private final CommandSpec spec;
    private int parameters;

    Grammar(CommandSpec spec) {
        this.spec = spec;
        var help = option("-h", "--help").usageHelp(true).description("Shows this help.");
        spec.add(help.type(boolean.class).build());
    }

    /** An option of these names. */
    public static OptionSpec.Builder option(String... names) {
        return OptionSpec.builder(names);
    }

    /** A word without a name; its place is the next one. */
    public static PositionalParamSpec.Builder parameter(String label) {
        return PositionalParamSpec.builder().paramLabel(label);
    }

    /** An option without a value, that is given or not. */
    public BooleanSupplier flag(OptionSpec.Builder option) {
        var added = added(option.type(boolean.class).build());
        return () -> Boolean.TRUE.equals(added.<Boolean>getValue());
    }

    /** The value of an option that has a default one. */
    public <T> Supplier<T> value(Class<T> type, OptionSpec.Builder option) {
        return added(option.type(type).build())::getValue;
    }

    /** The value of a parameter that is required. */
    public <T> Supplier<T> value(Class<T> type, PositionalParamSpec.Builder parameter) {
        return added(parameter.type(type).index(next()).arity("1").required(true).build())
                ::getValue;
    }

    /** The value of an option, if it is given. */
    public <T> Supplier<Optional<T>> optional(Class<T> type, OptionSpec.Builder option) {
        return ifGiven(option.type(type).build());
    }

    /** The value of a parameter, if it is given. */
    public <T> Supplier<Optional<T>> optional(
            Class<T> type, PositionalParamSpec.Builder parameter) {
        return ifGiven(parameter.type(type).index(next()).arity("0..1").build());
    }

    /** The texts of an option that may be repeated. */
    public Supplier<List<String>> texts(OptionSpec.Builder option) {
        return all(option.type(List.class).auxiliaryTypes(String.class).build());
    }

    /** All further words. */
    public Supplier<List<String>> texts(PositionalParamSpec.Builder parameter) {
        return all(
                parameter
                        .type(List.class)
                        .auxiliaryTypes(String.class)
                        .index(next() + "..*")
                        .arity("0..*")
                        .build());
    }

    private String next() {
        return String.valueOf(parameters++);
    }

    private <T> Supplier<Optional<T>> ifGiven(ArgSpec argument) {
        var added = added(argument);
        return () -> Optional.ofNullable(added.getValue());
    }

    private Supplier<List<String>> all(ArgSpec argument) {
        var given = this.<List<String>>ifGiven(argument);
        return () -> given.get().orElse(List.of());
    }

    private ArgSpec added(ArgSpec argument) {
        spec.add(argument);
        return argument;
    }
}
