package org.bgworker.host.unload;

/**
 * A frame of a stack, read from its text: {@code loader/module@version/class.method(file:line)},
 * where the JDK leaves out its own loaders.
 *
 * @param loader its name, or empty
 * @param module its name, or empty
 * @param version of the module, or empty
 * @param place the rest
 */
record Frame(String loader, String module, String version, String place) {
    static Frame of(String text) {
        var parts = text.split("/", 3);
        return switch (parts.length) {
            case 1 -> new Frame("", "", "", text);
            case 2 -> of("", parts[0], parts[1]);
            default -> of(parts[0], parts[1], parts[2]);
        };
    }

    private static Frame of(String loader, String module, String place) {
        int at = module.indexOf('@');
        return at < 0
                ? new Frame(loader, module, "", place)
                : new Frame(loader, module.substring(0, at), module.substring(at + 1), place);
    }

    /** Of two loads of a library only the version tells which. */
    boolean isOf(Unloadable library) {
        return loader.equals(library.library())
                && (module.isEmpty() || version.equals(library.modules().get(module)));
    }
}
