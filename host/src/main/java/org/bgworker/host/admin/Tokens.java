package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.bgworker.host.log.Log;
import org.bgworker.host.postmaster.Postmaster;
import org.bgworker.host.report.Report;
import org.bgworker.host.report.ReportException;
import org.bgworker.host.report.Severity;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;

/**
 * The door of the TCP listener: lets in who shows the token, which lies in the data directory, for
 * the host's own user to read. It has 256 random bits, so nobody is locked out for bad ones.
 *
 * <p>A page of another site, or one whose name has been bound to this address meanwhile, cannot
 * have the token; it is refused all the same, by the headers {@code Host} and {@code Origin}.
 */
final class Tokens implements Door {
    /** The token's file in the data directory. */
    static final String FILE = "http_token";

    private static final String SCHEME = "Bearer ";
    private static final int BYTES = 32;
    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rw-------");

    private final byte[] token;
    private final Predicate<String> names;
    private final AtomicLong refused = new AtomicLong();

    private Tokens(String token, Predicate<String> names) {
        this.token = token.getBytes(StandardCharsets.UTF_8);
        this.names = names;
    }

    /**
     * Reads the token, or makes one.
     *
     * @param names by which the listener may be called, in lower case and with its port
     */
    static Tokens in(Path data, Predicate<String> names) throws IOException, ReportException {
        var file = data.resolve(FILE);
        if (!Files.exists(file)) {
            make(file);
        }
        if (!OWNERS.containsAll(Files.getPosixFilePermissions(file))) {
            throw new ReportException(
                    "token file \"%s\" has group or world access".formatted(file),
                    "Permissions should be u=rw (0600) or less.",
                    "Remove it, if others may have read it: the host makes a new one.");
        }
        var token = Files.readString(file).strip();
        if (token.length() < BYTES) {
            throw new ReportException(
                    "token file \"%s\" is damaged".formatted(file),
                    "A token has %d characters at least, and this one %d."
                            .formatted(BYTES, token.length()),
                    "Remove it: the host makes a new one.");
        }
        return new Tokens(token, names);
    }

    private static void make(Path file) throws IOException {
        var random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        var mode = PosixFilePermissions.asFileAttribute(OWNERS);
        try (var channel =
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mode)) {
            var text = HexFormat.of().formatHex(random) + "\n";
            channel.write(StandardCharsets.US_ASCII.encode(text));
        }
    }

    @Override
    public boolean isSocket() {
        return false;
    }

    @Override
    public Caller caller(Request request) {
        var host = header(request, HttpHeader.HOST).toLowerCase(Locale.ROOT);
        var origin = header(request, HttpHeader.ORIGIN).toLowerCase(Locale.ROOT);
        if (!names.test(host)) {
            return new Caller.Refused(Reply.wrong(421, "this host is not called by that name"));
        }
        if (!origin.isEmpty() && !origin.equals(request.getHttpURI().getScheme() + "://" + host)) {
            return new Caller.Refused(Reply.wrong(403, "another site may not ask"));
        }
        return isToken(header(request, HttpHeader.AUTHORIZATION))
                ? new Caller.Known("token, " + Request.getRemoteAddr(request))
                : refuse(request);
    }

    private static String header(Request request, HttpHeader name) {
        var value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    /** Takes as long for a token that is nearly right. */
    private boolean isToken(String authorization) {
        return authorization.startsWith(SCHEME)
                && MessageDigest.isEqual(
                        token,
                        authorization.substring(SCHEME.length()).getBytes(StandardCharsets.UTF_8));
    }

    /** Told the first time, and then at every doubling: whoever tries cannot fill the log. */
    private Caller refuse(Request request) {
        long count = refused.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            Log.write(
                    Postmaster.PID,
                    Report.of(
                            Severity.WARNING,
                            "refused a request from %s without the token (%d so far)"
                                    .formatted(Request.getRemoteAddr(request), count)));
        }
        return new Caller.Refused(
                Reply.wrong(
                        401,
                        Report.error(
                                "the token is missing or wrong",
                                "",
                                "It stands in the file \"%s\" of the data directory."
                                        .formatted(FILE))));
    }
}
