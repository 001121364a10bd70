package org.bgworker.host.unload;

import java.util.List;
import java.util.Map;

/** A loader that loads nothing and has used nothing. */
final class Puppet extends ClassLoader implements Unloadable {
    private final Map<String, String> modules;

    Puppet(String library, Map<String, String> modules) {
        super(library, null);
        this.modules = modules;
    }

    @Override
    public ClassLoader loader() {
        return this;
    }

    @Override
    public Map<String, String> modules() {
        return modules;
    }

    @Override
    public boolean uses(Api api) {
        return false;
    }

    @Override
    public List<Class<?>> flightEvents() {
        return List.of();
    }

    @Override
    public Class<?> define(String name, byte[] classFile) {
        return defineClass(name, classFile, 0, classFile.length);
    }
}
