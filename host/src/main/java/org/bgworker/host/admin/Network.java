package org.bgworker.host.admin;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.HttpSettings;
import org.bgworker.spi.Settings;

/**
 * What the settings say of listening over TCP.
 *
 * @param address where
 * @param keys of the encryption, if there is any
 */
record Network(HttpAddress address, Keys keys) {
    /**
     * Empty if nothing is listened on.
     *
     * @throws ReportException if it must not be listened there, or the keys are not to be had
     */
    static Optional<Network> of(Settings settings, Path data) throws ReportException {
        var listen = settings.getString(HttpSettings.HTTP_LISTEN);
        if (listen.isEmpty()) {
            return Optional.empty();
        }
        var address = HttpAddress.parse(listen);
        var keys =
                Keys.of(
                        settings.getString(HttpSettings.HTTP_KEYSTORE),
                        settings.getString(HttpSettings.HTTP_KEYSTORE_PASSWORD_FILE),
                        data);
        address.requireSafe(keys.isPresent());
        return Optional.of(new Network(address, keys));
    }

    /**
     * By what names clients may call it, with its port. Where it is encrypted, by any: a browser
     * has compared the name with the certificate.
     */
    Predicate<String> names(int port) throws ReportException {
        return keys.isPresent() ? _ -> true : address.names(port)::contains;
    }
}
