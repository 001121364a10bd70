package org.bgworker.host.bench.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** Felix, which copies each bundle into its cache. */
final class FelixBundles implements LibraryHost {
    private final Path data;
    private final List<Bundle> bundles = new ArrayList<>();
    private Optional<Framework> framework = Optional.empty();

    FelixBundles(Path data) {
        this.data = data;
    }

    @Override
    public void load(Path directory) throws BundleException, IOException {
        var context = started().getBundleContext();
        for (var jar : Trial.jars(directory)) {
            var bundle = context.installBundle(jar.toUri().toString());
            bundles.add(bundle);
        }
        for (var bundle : bundles) {
            bundle.start();
        }
    }

    private Framework started() throws BundleException, IOException {
        if (framework.isEmpty()) {
            var cache = Files.createTempDirectory(data, "cache").toString();
            var made =
                    new FrameworkFactory().newFramework(Map.of(Constants.FRAMEWORK_STORAGE, cache));
            made.start();
            framework = Optional.of(made);
        }
        return framework.orElseThrow();
    }

    @Override
    public void unload() throws BundleException {
        for (var bundle : bundles) {
            bundle.stop();
            bundle.uninstall();
        }
        bundles.clear();
    }
}
