package org.bgworker.host.postgresql;

import java.math.BigInteger;
import java.security.SecureRandom;

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

    /** The workers' database. */
    public static final String DATABASE = "bgworker";

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

    /** What sets the password. It holds none, for the server may log it. */
    String statement() {
        return "alter role \"%s\" password '%s'".formatted(role, ScramSecret.of(password));
    }
}
