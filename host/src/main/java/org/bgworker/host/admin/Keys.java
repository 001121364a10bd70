package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * @param file of them, empty for none
 * @param password that opens it
 */
record Keys(String file, String password) {
    /** Reads what the settings name. */
    static Keys of(String file, String passwordFile) throws ReportException {
        return new Keys(file, passwordFile.isEmpty() ? "" : firstLine(Path.of(passwordFile)));
    }

    private static String firstLine(Path file) throws ReportException {
        try (var lines = Files.lines(file)) {
            return lines.findFirst().orElse("");
        } catch (IOException unreadable) {
            throw new ReportException(
                    "could not read password file \"%s\"".formatted(file),
                    "%s.".formatted(FileFailure.reason(unreadable)),
                    "See the setting \"%s\".".formatted(HttpSettings.HTTP_KEYSTORE_PASSWORD_FILE));
        }
    }

    boolean isPresent() {
        return !file.isEmpty();
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
        context.setKeyStorePath(Path.of(file).toAbsolutePath().toString());
        context.setKeyStoreType("PKCS12");
        context.setKeyStorePassword(password);
        return new ServerConnector(server, context, factory);
    }
}
