package org.bgworker.host.audit;

/**
 * What an instruction names.
 *
 * @param owner class, with dots
 * @param name of the method or field; {@code class} of a class literal
 * @param descriptor of it; empty of a class literal
 */
record Use(String owner, String name, String descriptor) {
    static Use of(String internalName, String name, String descriptor) {
        return new Use(internalName.replace('/', '.'), name, descriptor);
    }

    @Override
    public String toString() {
        return owner + "." + name;
    }
}
