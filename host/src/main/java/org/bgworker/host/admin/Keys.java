package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Collections;
import java.util.Optional;
import org.bgworker.host.report.FileFailure;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.HttpSettings;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/**
 * Key and certificate of the TCP listener.
 *
 * @param store of them, if there are any
 * @param password that opens it
 */
record Keys(Optional<KeyStore> store, String password) {
    private static final String TYPE = "PKCS12";

    /** Reads what the settings name, relative to the data directory. */
    static Keys of(String file, String passwordFile, Path data) throws ReportException {
        if (file.isEmpty()) {
            return new Keys(Optional.empty(), "");
        }
        var password = passwordFile.isEmpty() ? "" : firstLine(data.resolve(passwordFile));
        return new Keys(Optional.of(store(data.resolve(file), password)), password);
    }

    private static String firstLine(Path file) throws ReportException {
        try {
            return Files.readAllLines(file).stream().findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new ReportException(
                    "could not read password file \"%s\"".formatted(file),
                    "%s.".formatted(FileFailure.reason(unreadable)),
                    "See the setting \"%s\".".formatted(HttpSettings.HTTP_KEYSTORE_PASSWORD_FILE));
        }
    }

    private static KeyStore store(Path file, String password) throws ReportException {
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance(TYPE);
            store.load(in, password.toCharArray());
            for (var alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    return store;
                }
            }
            throw unusable(file, "It holds no private key");
        } catch (IOException bad) {
            throw unusable(
                    file,
                    bad.getCause() instanceof GeneralSecurityException
                            ? "The password is wrong"
                            : FileFailure.reason(bad));
        } catch (GeneralSecurityException bad) {
            throw unusable(file, String.valueOf(bad.getMessage()));
        }
    }

    private static ReportException unusable(Path file, String why) {
        return new ReportException(
                "could not use keystore \"%s\"".formatted(file),
                "%s.".formatted(why),
                "See the settings \"%s\" and \"%s\"."
                        .formatted(
                                HttpSettings.HTTP_KEYSTORE,
                                HttpSettings.HTTP_KEYSTORE_PASSWORD_FILE));
    }

    boolean isPresent() {
        return store.isPresent();
    }

    String scheme() {
        return isPresent() ? "https" : "http";
    }

    /** A connector that encrypts if there are keys. */
    ServerConnector connector(Server server, HttpConfiguration http) {
        var factory = new HttpConnectionFactory(http);
        if (!isPresent()) {
            return new ServerConnector(server, factory);
        }
        http.addCustomizer(new SecureRequestCustomizer(false));
        var context = new SslContextFactory.Server();
        context.setKeyStore(store.orElseThrow());
        context.setKeyStorePassword(password);
        return new ServerConnector(server, context, factory);
    }
}
