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
import org.bgworker.host.guard.ExitCalls;

/**
 * Turns the exit calls of a class, and its method references to them, into calls of {@link
 * ExitCalls}. A guard against accidents: calls by reflection pass.
 */
final class ExitRewriter {
    private static final byte[][] NAMES = {
        {1, 0, 4, 'e', 'x', 'i', 't'}, {1, 0, 4, 'h', 'a', 'l', 't'}
    };
    private static final ClassDesc EXIT_CALLS = ExitCalls.class.describeConstable().orElseThrow();
    private static final ClassDesc SYSTEM = ClassDesc.of("java.lang.System");
    private static final ClassDesc RUNTIME = ClassDesc.of("java.lang.Runtime");
    private static final MethodTypeDesc CODE =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_int);
    private static final MethodTypeDesc RUNTIME_AND_CODE =
            MethodTypeDesc.of(ConstantDescs.CD_void, RUNTIME, ConstantDescs.CD_int);

    /** Classes that a library's optional dependencies would bring count as plain classes. */
    private static final ClassFile CLASS_FILE =
            ClassFile.of(
                    ClassFile.ClassHierarchyResolverOption.of(
                            ClassHierarchyResolver.defaultResolver()
                                    .orElse(_ ->
                                            ClassHierarchyInfo.ofClass(ConstantDescs.CD_Object))));

    private ExitRewriter() {}

    /** The class, rewritten if it needs to be. */
    static byte[] rewrite(byte[] classFile) {
        if (!contains(classFile, NAMES[0]) && !contains(classFile, NAMES[1])) {
            return classFile;
        }
        return CLASS_FILE.transformClass(
                CLASS_FILE.parse(classFile),
                ClassTransform.transformingMethodBodies(ExitRewriter::rewrite));
    }

    private static void rewrite(CodeBuilder code, CodeElement element) {
        switch (element) {
            case InvokeInstruction call
                    when isExit(
                            call.owner().asSymbol(),
                            call.name().stringValue(),
                            call.typeSymbol()) ->
                    code.invokestatic(
                            EXIT_CALLS,
                            call.name().stringValue(),
                            replacement(call.owner().asSymbol()));
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
                        || handle.kind() == DirectMethodHandleDesc.Kind.VIRTUAL)
                && isExit(
                        handle.owner(),
                        handle.methodName(),
                        MethodTypeDesc.ofDescriptor(handle.lookupDescriptor()))) {
            return MethodHandleDesc.ofMethod(
                    DirectMethodHandleDesc.Kind.STATIC,
                    EXIT_CALLS,
                    handle.methodName(),
                    replacement(handle.owner()));
        }
        return constant;
    }

    private static boolean isExit(ClassDesc owner, String name, MethodTypeDesc type) {
        return type.equals(CODE)
                && ((owner.equals(SYSTEM) && name.equals("exit"))
                        || (owner.equals(RUNTIME) && (name.equals("exit") || name.equals("halt"))));
    }

    private static MethodTypeDesc replacement(ClassDesc owner) {
        return owner.equals(SYSTEM) ? CODE : RUNTIME_AND_CODE;
    }

    private static boolean contains(byte[] bytes, byte[] part) {
        for (int i = 0; i <= bytes.length - part.length; i++) {
            int same = 0;
            while (same < part.length && bytes[i + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
