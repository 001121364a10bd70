package org.bgworker.host.unload;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_void;
import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.function.Consumer;

/**
 * The class that asks {@link java.sql.DriverManager} from within a library: a {@code Supplier} of
 * the stream of drivers, and a {@code Consumer} that deregisters one.
 */
final class DriverCalls {
    /** In a package of its own: it belongs to no module of the library. */
    static final String NAME = "bgworker.unload.DriverCalls";

    private static final ClassDesc MANAGER = ClassDesc.of("java.sql.DriverManager");
    private static final ClassDesc DRIVER = ClassDesc.of("java.sql.Driver");
    private static final ClassDesc STREAM = ClassDesc.of("java.util.stream.Stream");
    private static final MethodTypeDesc CONSUME = MethodTypeDesc.of(CD_void, CD_Object);

    private DriverCalls() {}

    static byte[] classFile() {
        return ClassFile.of()
                .build(
                        ClassDesc.of(NAME),
                        built -> {
                            built.withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL);
                            built.withInterfaceSymbols(
                                    ClassDesc.of("java.util.function.Supplier"),
                                    ClassDesc.of("java.util.function.Consumer"));
                            method(built, INIT_NAME, MTD_void, DriverCalls::construct);
                            method(built, "get", MethodTypeDesc.of(CD_Object), DriverCalls::list);
                            method(built, "accept", CONSUME, DriverCalls::deregister);
                        });
    }

    private static void method(
            ClassBuilder built, String name, MethodTypeDesc type, Consumer<CodeBuilder> body) {
        built.withMethodBody(name, type, ClassFile.ACC_PUBLIC, body);
    }

    private static void construct(CodeBuilder code) {
        code.aload(0).invokespecial(CD_Object, INIT_NAME, MTD_void).return_();
    }

    private static void list(CodeBuilder code) {
        code.invokestatic(MANAGER, "drivers", MethodTypeDesc.of(STREAM)).areturn();
    }

    private static void deregister(CodeBuilder code) {
        code.aload(1)
                .checkcast(DRIVER)
                .invokestatic(MANAGER, "deregisterDriver", MethodTypeDesc.of(CD_void, DRIVER))
                .return_();
    }
}
