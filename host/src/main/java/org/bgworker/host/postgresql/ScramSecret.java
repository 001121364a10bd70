package org.bgworker.host.postgresql;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the server keeps of a password: enough to recognise it, not enough to log in (RFC 5802). One
 * iteration does: the passwords are as random as keys.
 */
final class ScramSecret {
    private static final int ITERATIONS = 1;
    private static final int SALT_LENGTH = 16;
    private static final String HMAC = "HmacSHA256";
    private static final SecureRandom RANDOM = new SecureRandom();

    private ScramSecret() {}

    /** In the form of {@code pg_authid.rolpassword}. */
    static String of(String password) {
        var salt = new byte[SALT_LENGTH];
        RANDOM.nextBytes(salt);
        return of(password, salt);
    }

    static String of(String password, byte[] salt) {
        try {
            // PBKDF2 with one iteration is this
            var mac = mac(password.getBytes(US_ASCII));
            mac.update(salt);
            var salted = mac.doFinal(new byte[] {0, 0, 0, 1});
            var client = mac(salted).doFinal("Client Key".getBytes(US_ASCII));
            var stored = MessageDigest.getInstance("SHA-256").digest(client);
            var server = mac(salted).doFinal("Server Key".getBytes(US_ASCII));
            var base64 = Base64.getEncoder();
            return "SCRAM-SHA-256$%d:%s$%s:%s"
                    .formatted(
                            ITERATIONS,
                            base64.encodeToString(salt),
                            base64.encodeToString(stored),
                            base64.encodeToString(server));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has both
        }
    }

    private static Mac mac(byte[] key) throws GeneralSecurityException {
        var mac = Mac.getInstance(HMAC);
        mac.init(new SecretKeySpec(key, HMAC));
        return mac;
    }
}
