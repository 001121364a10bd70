package org.bgworker.host.admin;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.setting.HttpSettings;

/**
 * Where the TCP listener listens.
 *
 * @param host a name or an address
 * @param port 0 is any that is free
 */
record HttpAddress(String host, int port) {
    private static final int DEFAULT_PORT = 80;
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9a-fA-F:]+]|[^:\\[\\]]+):(\\d{1,5})");

    /** Reads {@code HOST:PORT}. */
    static HttpAddress parse(String text) throws ReportException {
        var matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65535) {
            throw new ReportException(
                    "invalid value for parameter \"%s\": \"%s\""
                            .formatted(HttpSettings.HTTP_LISTEN, text),
                    "An address has the form HOST:PORT.",
                    "Write for example 127.0.0.1:8432.");
        }
        return new HttpAddress(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** Refuses an address that others can reach, unless what is said there is encrypted. */
    void requireSafe(boolean encrypted) throws ReportException {
        if (!encrypted && !isLoopback()) {
            throw new ReportException(
                    "could not listen on \"%s:%d\"".formatted(host, port),
                    "Whoever has the token may run code in this host, and without TLS it could be read on its way.",
                    "Listen on 127.0.0.1, or set \"%s\".".formatted(HttpSettings.HTTP_KEYSTORE));
        }
    }

    private boolean isLoopback() throws ReportException {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new ReportException(
                    "could not listen on \"%s:%d\"".formatted(host, port),
                    "There is no address of that name.",
                    "");
        }
    }

    /** What clients may call it without encryption, with the port that it has got. */
    Set<String> names(int actualPort) throws ReportException {
        var names = new HashSet<>(Set.of(host.toLowerCase(Locale.ROOT)));
        if (isLoopback()) {
            names.add("localhost");
        }
        var known = new HashSet<String>();
        for (var name : names) {
            known.add(name + ":" + actualPort);
            if (actualPort == DEFAULT_PORT) {
                known.add(name); // browsers leave it out
            }
        }
        return known;
    }
}
