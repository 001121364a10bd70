package org.bgworker.host.library;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleFinder;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.ProtectionDomain;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bgworker.host.archive.JarImage;
import org.bgworker.host.unload.Api;
import org.bgworker.host.unload.Unloadable;
import org.jspecify.annotations.Nullable;

/**
 * Defines the classes of one library, from memory. Its own packages come from itself only; of the
 * rest it sees the JDK and what its modules read, nothing else of the host.
 */
final class LibraryLoader extends ClassLoader implements Unloadable {
    static {
        registerAsParallelCapable();
    }

    private final Map<String, ImageReference> byModule = new HashMap<>();
    private final Map<String, ImageReference> byPackage = new HashMap<>();
    private final Map<String, ClassLoader> others;
    private final Map<JarImage, ProtectionDomain> domains = new HashMap<>();
    private final List<Class<?>> flightEvents = new CopyOnWriteArrayList<>();
    private volatile Set<Api> apis = Set.of();

    /**
     * Defines nothing yet.
     *
     * @param library its name
     * @param modules of the library
     * @param others who defines the packages that the modules read from elsewhere
     */
    LibraryLoader(
            String library, Collection<ImageReference> modules, Map<String, ClassLoader> others) {
        super(library, getPlatformClassLoader());
        this.others = others;
        for (var module : modules) {
            byModule.put(module.descriptor().name(), module);
            module.descriptor().packages().forEach(name -> byPackage.put(name, module));
            domains.put(
                    module.image(),
                    new ProtectionDomain(module.image().codeSource(), null, this, null));
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            var known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            int dot = name.lastIndexOf('.');
            var packageName = dot < 0 ? "" : name.substring(0, dot);
            if (byPackage.containsKey(packageName)) {
                return findClass(name);
            }
            var other = others.get(packageName);
            if (other != null) {
                return other.loadClass(name);
            }
            Api.of(name).ifPresent(this::note);
            return ofTheJdk(super.loadClass(name, resolve));
        }
    }

    private void note(Api api) {
        synchronized (domains) {
            var more = EnumSet.of(api);
            more.addAll(apis);
            apis = more;
        }
    }

    /** The platform's loader finds the modules on the boot path too: the host and what it uses. */
    private static Class<?> ofTheJdk(Class<?> found) throws ClassNotFoundException {
        if (found.getModule().isNamed() && !isOfTheJdk(found.getModule())) {
            throw new ClassNotFoundException(found.getName());
        }
        return found;
    }

    private static boolean isOfTheJdk(Module module) {
        var loader = module.getClassLoader();
        return loader == null
                || loader.equals(getPlatformClassLoader())
                || ModuleFinder.ofSystem().find(module.getName()).isPresent();
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        int dot = name.lastIndexOf('.');
        var module = dot < 0 ? null : byPackage.get(name.substring(0, dot));
        var bytes =
                module == null
                        ? Optional.<byte[]>empty()
                        : module.image().entry(name.replace('.', '/') + ".class");
        if (module == null || bytes.isEmpty()) {
            throw new ClassNotFoundException(name);
        }
        var rewritten = ExitRewriter.rewrite(bytes.orElseThrow());
        var found = defineClass(name, rewritten, 0, rewritten.length, domains.get(module.image()));
        if (uses(Api.FLIGHT_RECORDER) && isFlightEvent(found)) {
            flightEvents.add(found);
        }
        return found;
    }

    private static boolean isFlightEvent(Class<?> type) {
        var above = type.getSuperclass();
        return above != null && (above.getName().equals("jdk.jfr.Event") || isFlightEvent(above));
    }

    @Override
    public ClassLoader loader() {
        return this;
    }

    @Override
    public Map<String, String> modules() {
        var versions = new HashMap<String, String>();
        byModule.forEach(
                (name, module) -> versions.put(name, module.descriptor().rawVersion().orElse("")));
        return versions;
    }

    /** As the default has it, without asking for the versions of all modules. */
    @Override
    public String version() {
        var root = byModule.get(library());
        return root == null ? "" : root.descriptor().rawVersion().orElse("");
    }

    @Override
    public boolean uses(Api api) {
        return apis.contains(api);
    }

    @Override
    public List<Class<?>> flightEvents() {
        return flightEvents;
    }

    @Override
    public Class<?> define(String name, byte[] classFile) {
        synchronized (getClassLoadingLock(name)) {
            var known = findLoadedClass(name);
            return known == null ? defineClass(name, classFile, 0, classFile.length) : known;
        }
    }

    @Override
    protected @Nullable Class<?> findClass(@Nullable String moduleName, String name) {
        var module = moduleName == null ? null : byModule.get(moduleName);
        int dot = name.lastIndexOf('.');
        if (module == null || dot < 0 || byPackage.get(name.substring(0, dot)) != module) {
            return null;
        }
        try {
            return loadClass(name);
        } catch (ClassNotFoundException absent) {
            return null;
        }
    }

    /** Of a module that asks for its own resource; the JDK has checked that it may. */
    @Override
    protected @Nullable URL findResource(@Nullable String moduleName, String name) {
        var module = moduleName == null ? null : byModule.get(moduleName);
        return module == null ? null : url(module.image(), name).orElse(null);
    }

    /** Of anybody else: a package's resources are encapsulated unless it is open to all. */
    @Override
    protected @Nullable URL findResource(String name) {
        return all(name).stream().findFirst().orElse(null);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(all(name));
    }

    private List<URL> all(String name) {
        var packageName = JarImage.packageOf(name);
        var owner = byPackage.get(packageName);
        var found = new ArrayList<URL>();
        if (owner == null) {
            byModule.values().forEach(module -> url(module.image(), name).ifPresent(found::add));
        } else if (name.endsWith(".class") || isOpen(owner, packageName)) {
            url(owner.image(), name).ifPresent(found::add);
        }
        return found;
    }

    private static boolean isOpen(ImageReference module, String packageName) {
        return module.descriptor().isOpen()
                || module.descriptor().opens().stream()
                        .anyMatch(opens ->
                                !opens.isQualified() && opens.source().equals(packageName));
    }

    private static Optional<URL> url(JarImage image, String name) {
        return image.entry(name)
                .map(bytes -> {
                    try {
                        var path = new URI(null, null, "/" + name, null).getRawPath();
                        return URL.of(
                                URI.create("jar:" + image.location() + "!" + path),
                                new FromMemory(bytes));
                    } catch (URISyntaxException | MalformedURLException impossible) {
                        throw new UncheckedIOException(new IOException(impossible));
                    }
                });
    }

    /** Serves a resource without opening the jar again. */
    private static final class FromMemory extends URLStreamHandler {
        private final byte[] bytes;

        FromMemory(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {
                    connected = true;
                }

                @Override
                public InputStream getInputStream() {
                    return new ByteArrayInputStream(bytes);
                }

                @Override
                public long getContentLengthLong() {
                    return bytes.length;
                }
            };
        }
    }
}
