package org.bgworker.host.unload;

import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.stream.Stream;

/** Security providers. */
final class ProviderPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        return Stream.of(Security.getProviders())
                .flatMap(provider ->
                        batch.owner(provider).stream().map(library -> found(library, provider)))
                .toList();
    }

    private static Found found(Unloadable library, Provider provider) {
        var name = "security provider \"%s\"".formatted(provider.getName());
        return new Found(
                library,
                name + " is registered",
                "removed " + name,
                () -> Security.removeProvider(provider.getName()));
    }
}
