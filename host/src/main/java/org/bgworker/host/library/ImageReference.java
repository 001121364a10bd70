package org.bgworker.host.library;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URI;
import java.util.Optional;
import java.util.stream.Stream;
import org.bgworker.host.archive.JarImage;

/** A module whose content is a {@link JarImage}. */
final class ImageReference extends ModuleReference {
    private final JarImage image;

    ImageReference(ModuleDescriptor descriptor, JarImage image) {
        super(descriptor, image.location());
        this.image = image;
    }

    JarImage image() {
        return image;
    }

    @Override
    public ModuleReader open() {
        return new ModuleReader() {
            @Override
            public Optional<URI> find(String name) {
                return image.entry(name)
                        .map(_ -> URI.create("jar:" + image.location() + "!/" + name));
            }

            @Override
            public Optional<InputStream> open(String name) {
                return image.entry(name).map(ByteArrayInputStream::new);
            }

            @Override
            public Stream<String> list() {
                return image.entries().keySet().stream().sorted();
            }

            @Override
            public void close() {}
        };
    }
}
