package org.bgworker.host.library;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassHierarchyResolver.ClassHierarchyInfo;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bgworker.host.guard.ExitCalls;
import org.bgworker.host.guard.ShutdownHooks;

/**
 * Turns the exit calls of a class and what it does with shutdown hooks, and its method references
 * to these, into calls of {@link ExitCalls} and {@link ShutdownHooks}. A guard against accidents:
 * calls by reflection pass.
 */
final class ExitRewriter {
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final MethodTypeDesc CODE = MethodTypeDesc.ofDescriptor("(I)V");
    private static final List<Call> CALLS =
            List.of(
                    new Call(SYSTEM, "exit", CODE, ExitCalls.class),
                    new Call(RUNTIME, "exit", CODE, ExitCalls.class),
                    new Call(RUNTIME, "halt", CODE, ExitCalls.class),
                    hook("addShutdownHook", "(Ljava/lang/Thread;)V"),
                    hook("removeShutdownHook", "(Ljava/lang/Thread;)Z"));
    private static final List<byte[]> NAMES =
            CALLS.stream().map(Call::name).distinct().map(ExitRewriter::constant).toList();

    /** Classes that a library's optional dependencies would bring count as plain classes. */
    private static final ClassFile CLASS_FILE =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.defaultResolver()
                                    .orElse(_ ->
                                            ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))));

    private ExitRewriter() {}

    /** A method, and the class of the guard that has one of the same name in its place. */
    private record Call(ClassDesc owner, String name, MethodTypeDesc type, Class<?> guard) {
        ClassDesc newOwner() {
            return guard.describeConstable().orElseThrow();
        }

        /** The place is a static method, which takes what the call was made on. */
        MethodTypeDesc newType() {
            return owner.equals(RUNTIME) ? type.insertParameterTypes(0, RUNTIME) : type;
        }
    }

    private static Call hook(String name, String type) {
        return new Call(RUNTIME, name, MethodTypeDesc.ofDescriptor(type), ShutdownHooks.class);
    }

    /** As it stands among a class file's constants. */
    private static byte[] constant(String name) {
        var text = "\1\0" + (char) name.length() + name;
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The class, rewritten if it needs to be. */
    static byte[] rewrite(byte[] classFile) {
        if (!namesOne(classFile)) {
            return classFile;
        }
        return CLASS_FILE.transformClass(
                CLASS_FILE.parse(classFile),
                ClassTransform.transformingMethodBodies(ExitRewriter::rewrite));
    }

    private static void rewrite(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call -> {
                var found =
                        find(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol());
                found.ifPresentOrElse(
                        one -> code.invokestatic(one.newOwner(), one.name(), one.newType()),
                        () -> code.with(element));
            }
            case InvokeDynamicInstruction call ->
                    code.invokedynamic(
                            DynamicCallSiteDesc.of(
                                    call.bootstrapMethod(),
                                    call.name().stringValue(),
                                    call.typeSymbol(),
                                    call.bootstrapArgs().stream()
                                            .map(ExitRewriter::rewrite)
                                            .toArray(ConstantDesc[]::new)));
            case LoadConstantInstruction load
                    when load.constantValue() instanceof DirectMethodHandleDesc handle ->
                    code.loadConstant(rewrite(handle));
            default -> code.with(element);
        }
    }

    private static ConstantDesc rewrite(ConstantDesc constant) {
        if (constant instanceof DirectMethodHandleDesc handle
                && (handle.kind() == DirectMethodHandleDesc.Kind.STATIC
                        || handle.kind() == DirectMethodHandleDesc.Kind.VIRTUAL)) {
            var type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
            return find(handle.owner(), handle.methodName(), type)
                    .<ConstantDesc>map(ExitRewriter::handle)
                    .orElse(constant);
        }
        return constant;
    }

    private static MethodHandleDesc handle(Call call) {
        return MethodHandleDesc.ofMethod(
                DirectMethodHandleDesc.Kind.STATIC, call.newOwner(), call.name(), call.newType());
    }

    private static Optional<Call> find(ClassDesc owner, String name, MethodTypeDesc type) {
        return CALLS.stream()
                .filter(call -> call.name().equals(name))
                .filter(call -> call.owner().equals(owner) && call.type().equals(type))
                .findFirst();
    }

    private static boolean namesOne(byte[] classFile) {
        for (int i = 0; i < classFile.length - 3; i++) {
            if (classFile[i] == 1 && classFile[i + 1] == 0 && namesOne(classFile, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean namesOne(byte[] classFile, int at) {
        for (var name : NAMES) {
            int end = at + name.length;
            if (end <= classFile.length
                    && Arrays.equals(classFile, at, end, name, 0, name.length)) {
                return true;
            }
        }
        return false;
    }
}
