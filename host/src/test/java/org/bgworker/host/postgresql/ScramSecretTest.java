package org.bgworker.host.postgresql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Base64;
import org.junit.jupiter.api.Test;

/** The server's half of a password. */
final class ScramSecretTest {
    @Test
    void it_is_what_postgresql_makes_of_the_same_password_and_salt() {
        var salt = Base64.getDecoder().decode("MDEyMzQ1Njc4OWFiY2RlZg==");
        assertEquals(
                "SCRAM-SHA-256$1:MDEyMzQ1Njc4OWFiY2RlZg==$rb2i4FWE8CCi1HDhnBxhv8/uERf3QN6tiTjE4qSdliQ=:gWfVquF9Vgm4YA/KIyjllnL4Zn6B7unP+DKFnilYEAg=",
                ScramSecret.of("secret", salt));
    }

    @Test
    void it_does_not_hold_the_password_and_is_another_each_time() {
        var one = ScramSecret.of("secret");
        assertFalse(one.contains("secret"));
        assertFalse(one.equals(ScramSecret.of("secret")));
    }
}
