package org.bgworker.host.audit;

import java.lang.classfile.BootstrapMethodEntry;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.bgworker.spi.BackgroundWorker;
import org.bgworker.spi.Registrar;

/**
 * Reads what a class's methods name: directly, by method references and lambdas (which stand in the
 * arguments of bootstrap methods), and in constants.
 */
final class ClassReader {
    private static final Pattern LAMBDA = Pattern.compile("lambda\\$(.*)\\$\\d+");
    private static final String UNKNOWN = "…";

    private final ClassModel model;
    private final List<Found> found = new ArrayList<>();
    private final List<Registering> registering = new ArrayList<>();
    private final List<String> natives = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> inMethod = new ArrayList<>();
    private final Set<Integer> bootstraps = new HashSet<>();
    private Optional<String> onStack = Optional.empty();

    private ClassReader(ClassModel model) {
        this.model = model;
    }

    /** A use, and the method that it stands in. */
    record Found(String method, Use use) {}

    /** Reads all methods; what is damaged is thrown as the JDK does. */
    static ClassReader read(ClassModel model) {
        var reader = new ClassReader(model);
        model.methods().forEach(reader::read);
        return reader;
    }

    List<Found> found() {
        return found;
    }

    /** Methods that are declared native. */
    List<String> natives() {
        return natives;
    }

    /** Where names are given elsewhere in the class, those of all of it stand for them. */
    List<Registering> registering() {
        var ofClass = names.isEmpty() ? List.of(UNKNOWN) : names;
        return registering.stream()
                .map(one -> one.names().isEmpty() ? new Registering(one.where(), ofClass) : one)
                .toList();
    }

    private void read(MethodModel method) {
        var name = method.methodName().stringValue();
        if (method.flags().has(AccessFlag.NATIVE)) {
            natives.add(name);
        }
        var lambda = LAMBDA.matcher(name);
        var shown = lambda.matches() ? lambda.group(1) : name;
        inMethod.clear();
        bootstraps.clear();
        int before = found.size();
        method.code().ifPresent(code -> code.forEach(element -> read(shown, element)));
        names.addAll(inMethod);
        boolean registers =
                found.subList(before, found.size()).stream()
                        .map(Found::use)
                        .anyMatch(use ->
                                use.owner().equals(Registrar.class.getName())
                                        && use.name().equals("register"));
        if (registers) {
            registering.add(
                    new Registering(
                            model.thisClass().asInternalName().replace('/', '.') + "." + shown,
                            inMethod));
        }
    }

    private void read(String method, CodeElement element) {
        switch (element) {
            case InvokeInstruction call -> {
                var use =
                        Use.of(
                                call.owner().asInternalName(),
                                call.name().stringValue(),
                                call.type().stringValue());
                add(method, use);
                if (use.owner().equals(BackgroundWorker.class.getName())
                        && use.name().equals("named")) {
                    inMethod.add(onStack.orElse(UNKNOWN));
                }
            }
            case InvokeDynamicInstruction call -> add(method, call.invokedynamic().bootstrap());
            case FieldInstruction field ->
                    add(
                            method,
                            Use.of(
                                    field.owner().asInternalName(),
                                    field.name().stringValue(),
                                    field.type().stringValue()));
            case LoadConstantInstruction constant -> add(method, constant.constantEntry());
            default -> {}
        }
        if (element instanceof Instruction instruction) {
            onStack = pushed(instruction);
        }
    }

    private void add(String method, Use use) {
        found.add(new Found(method, use));
    }

    /** Once a method: a damaged class file could name it in a circle. */
    private void add(String method, BootstrapMethodEntry bootstrap) {
        if (bootstraps.add(bootstrap.bsmIndex())) {
            add(method, bootstrap.bootstrapMethod());
            bootstrap.arguments().forEach(argument -> add(method, argument));
        }
    }

    private void add(String method, LoadableConstantEntry constant) {
        switch (constant) {
            case MethodHandleEntry handle -> {
                var named = handle.reference();
                add(
                        method,
                        Use.of(
                                named.owner().asInternalName(),
                                named.name().stringValue(),
                                named.type().stringValue()));
            }
            case ConstantDynamicEntry dynamic -> add(method, dynamic.bootstrap());
            case ClassEntry named -> add(method, Use.of(named.asInternalName(), "class", ""));
            default -> {}
        }
    }

    /** The text that an instruction leaves on the stack, where it is constant. */
    private static Optional<String> pushed(Instruction instruction) {
        return switch (instruction) {
            case LoadConstantInstruction constant ->
                    constant.constantEntry() instanceof StringEntry text
                            ? Optional.of(text.stringValue())
                            : Optional.empty();
            case InvokeDynamicInstruction call ->
                    call.name().stringValue().equals("makeConcatWithConstants")
                            ? recipe(call.invokedynamic().bootstrap())
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<String> recipe(BootstrapMethodEntry concatenation) {
        return concatenation.arguments().stream()
                .filter(StringEntry.class::isInstance)
                .map(one -> ((StringEntry) one).stringValue().replaceAll("[\1\2]", UNKNOWN))
                .findFirst();
    }
}
