package org.bgworker.host.unload;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a library may have set as a default of {@code java.net}; it is unset. */
final class NetworkPlace implements Place {
    @Override
    public List<Found> look(Batch batch) {
        var found = new ArrayList<Found>();
        add(batch, Authenticator.getDefault(), () -> Authenticator.setDefault(null), found);
        add(batch, CookieHandler.getDefault(), () -> CookieHandler.setDefault(null), found);
        add(batch, ProxySelector.getDefault(), () -> ProxySelector.setDefault(null), found);
        add(batch, ResponseCache.getDefault(), () -> ResponseCache.setDefault(null), found);
        return found;
    }

    private static void add(
            Batch batch, @Nullable Object standard, Found.Undo unset, List<Found> found) {
        if (standard != null) {
            var name = standard.getClass().getName();
            batch.owner(standard)
                    .ifPresent(library ->
                            found.add(
                                    new Found(
                                            library,
                                            "%s is a default of java.net".formatted(name),
                                            "unset %s as a default of java.net".formatted(name),
                                            unset)));
        }
    }
}
