package org.bgworker.host.library;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bgworker.host.archive.JarImage;

/**
 * A module of classes that are in memory, of as many jars as one likes, for a reader that takes
 * layers of modules. It is never used to load one of these classes.
 */
final class ScannedModule extends ModuleReference {
    private static final ModuleDescriptor DESCRIPTOR =
            ModuleDescriptor.newModule("scanned").build();
    private static final URI NOWHERE = URI.create("memory:scanned");

    private final Map<String, byte[]> classes = new HashMap<>();

    /** Of the classes that could be loaded; of two of one name, the first. */
    private ScannedModule(List<JarImage> images) {
        super(DESCRIPTOR, NOWHERE);
        for (var image : images) {
            for (var one : image.entries().entrySet()) {
                if (image.holdsClass(one.getKey())) {
                    classes.putIfAbsent(one.getKey(), one.getValue());
                }
            }
        }
    }

    /** A layer that has no other module. */
    static ModuleLayer layer(List<JarImage> images) {
        var only = new Only(new ScannedModule(images));
        var boot = ModuleLayer.boot();
        var configuration =
                Configuration.resolve(
                        only,
                        List.of(boot.configuration()),
                        ModuleFinder.of(),
                        Set.of(DESCRIPTOR.name()));
        return boot.defineModulesWithOneLoader(configuration, null);
    }

    private record Only(ModuleReference module) implements ModuleFinder {
        @Override
        public Optional<ModuleReference> find(String name) {
            return name.equals(DESCRIPTOR.name()) ? Optional.of(module) : Optional.empty();
        }

        @Override
        public Set<ModuleReference> findAll() {
            return Set.of(module);
        }
    }

    @Override
    public ModuleReader open() {
        return new ModuleReader() {
            @Override
            public Optional<URI> find(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<InputStream> open(String name) {
                return Optional.ofNullable(classes.get(name)).map(ByteArrayInputStream::new);
            }

            @Override
            public Optional<ByteBuffer> read(String name) {
                return Optional.ofNullable(classes.get(name))
                        .map(one -> ByteBuffer.wrap(one).asReadOnlyBuffer());
            }

            @Override
            public Stream<String> list() {
                return classes.keySet().stream();
            }

            @Override
            public void close() {}
        };
    }
}
