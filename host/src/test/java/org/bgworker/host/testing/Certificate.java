package org.bgworker.host.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/**
 * A certificate that is signed by itself, and its key, as PEM files.
 *
 * @param certificate the file with the certificate
 * @param key the file with the private key
 */
public record Certificate(Path certificate, Path key) {
    private static final char[] PASSWORD = "secret".toCharArray();

    /** Makes one for a host, by the JDK's keytool. */
    public static Certificate of(String host, Path dir)
            throws IOException, GeneralSecurityException, InterruptedException {
        var store = dir.resolve("server.p12");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "RSA",
                                "-dname",
                                "CN=" + host,
                                "-ext",
                                "SAN=dns:" + host,
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                store.toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        var said = process.inputReader(StandardCharsets.UTF_8).readAllAsString();
        if (process.waitFor() != 0) {
            throw new IOException(said);
        }
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        return new Certificate(
                pem(
                        dir.resolve("server.crt"),
                        "CERTIFICATE",
                        keys.getCertificate("server").getEncoded()),
                pem(
                        dir.resolve("server.key"),
                        "PRIVATE KEY",
                        keys.getKey("server", PASSWORD).getEncoded()));
    }

    private static Path pem(Path file, String kind, byte[] content) throws IOException {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                file, "-----BEGIN %1$s-----%n%2$s%n-----END %1$s-----%n".formatted(kind, lines));
    }
}
