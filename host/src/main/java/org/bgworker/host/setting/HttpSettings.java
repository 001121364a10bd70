package org.bgworker.host.setting;

import static org.bgworker.spi.Setting.Context.POSTMASTER;
import static org.bgworker.spi.Setting.Type.STRING;

import java.util.List;

/** Where the host can be administered from, beside the socket in its data directory. */
public final class HttpSettings {
    /** The address of the TCP listener. */
    public static final String HTTP_LISTEN = "http_listen";

    /** Its key and certificate. */
    public static final String HTTP_KEYSTORE = "http_keystore";

    /** What opens them. */
    public static final String HTTP_KEYSTORE_PASSWORD_FILE = "http_keystore_password_file";

    private HttpSettings() {}

    static List<Declaration> all() {
        return List.of(
                text(
                        HTTP_LISTEN,
                        "",
                        "HOST:PORT that the page and the API listen on over TCP, for those who have the token; empty is nowhere."),
                text(
                        HTTP_KEYSTORE,
                        "",
                        "PKCS #12 file with key and certificate for TLS there; without one, only loopback addresses are listened on."),
                text(
                        HTTP_KEYSTORE_PASSWORD_FILE,
                        "",
                        "File whose first line is that file's password."));
    }

    private static Declaration text(String name, String defaultValue, String description) {
        return new Declaration(
                name, STRING, defaultValue, 0, 0, "", List.of(), POSTMASTER, description);
    }
}
