package org.bgworker.host.database;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** URLs that are made of other URLs. */
final class LoginTest {
    private static Login login(String url) {
        return new Login(url, "ann", new Password.None());
    }

    @Test
    void another_database_of_the_server_keeps_all_else_of_the_URL() {
        assertEquals(
                login("jdbc:postgresql://a:1,b/my+base?sslmode=require"),
                login("jdbc:postgresql://a:1,b/app?sslmode=require").to("my base"));
        assertEquals(login("jdbc:postgresql://a/app"), login("jdbc:postgresql://a/app").to(""));
    }

    @Test
    void a_property_is_added_unless_the_URL_has_it() {
        assertEquals(
                login("jdbc:postgresql://a/app?preferQueryMode=simple"),
                login("jdbc:postgresql://a/app").with("preferQueryMode", "simple"));
        assertEquals(
                login("jdbc:postgresql://a/app?user=x&preferQueryMode=simple"),
                login("jdbc:postgresql://a/app?user=x").with("preferQueryMode", "simple"));
        var extended = login("jdbc:postgresql://a/app?preferQueryMode=extended");
        assertEquals(extended, extended.with("preferQueryMode", "simple"));
    }
}
