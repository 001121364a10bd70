package org.bgworker.host.postgresql;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.List;

/**
 * How to log in to the private server while it runs: each start has passwords of its own.
 *
 * @param port on the loopback address
 * @param role of the workers, or of the administrator
 * @param password of the role
 */
public record ServerAccess(int port, String role, String password) {
    /** The address that the server listens on. */
    public static final String ADDRESS = "127.0.0.1";

    /** The workers' database, and the administrator's role. */
    public static final String DATABASE = AdminSocket.ROLE;

    /** The workers' role, which owns their database and is no superuser. */
    public static final String WORKERS = "bgworker";

    private static final int PASSWORD_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    static ServerAccess of(int port, String role) {
        return new ServerAccess(port, role, new BigInteger(PASSWORD_BITS, RANDOM).toString(16));
    }

    /** Without the password: this may get into a log. */
    @Override
    public String toString() {
        return "%s on port %d".formatted(role, port);
    }

    /** What sets the password; the server's log shall not have it. */
    List<String> statements() {
        return List.of(
                "set log_statement = none",
                "set log_min_duration_statement = -1",
                "set log_min_error_statement = panic",
                "alter role \"%s\" password '%s'".formatted(role, password));
    }
}
