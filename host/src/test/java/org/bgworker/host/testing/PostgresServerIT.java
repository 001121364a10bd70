package org.bgworker.host.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class PostgresServerIT {

    @Test
    void startsAndAnswersWithItsVersion() throws SQLException {
        try (var server = PostgresServer.start()) {
            assertTrue(query(server, "select version()").startsWith("PostgreSQL 18"));
        }
    }

    @Test
    void aStandbyRefusesAWriteUntilItIsPromoted() throws SQLException {
        try (var server = PostgresServer.builder().standby().start()) {
            assertEquals("t", query(server, "select pg_is_in_recovery()"));
            var refusal =
                    assertThrows(
                            SQLException.class, () -> update(server, "create table t (n int)"));
            assertEquals("25006", refusal.getSQLState());

            server.promote();

            update(server, "create table t (n int)");
            assertEquals("f", query(server, "select pg_is_in_recovery()"));
        }
    }

    @Test
    void refusesAWrongPassword() throws SQLException {
        try (var server = PostgresServer.builder().password("it's right").start()) {
            assertEquals("postgres", query(server, "select current_user"));
            var refusal =
                    assertThrows(SQLException.class, () -> server.connect("postgres", "wrong"));
            assertEquals("28P01", refusal.getSQLState());
        }
    }

    @Test
    void keepsItsDataAcrossAKillAndAStop() throws SQLException {
        try (var server = PostgresServer.builder().setting("work_mem", "7MB").start();
                var victim = server.connect()) {
            update(server, "create table t as select 42 as n");

            server.kill();
            assertThrows(SQLException.class, server::connect);
            assertThrows(
                    SQLException.class, () -> victim.createStatement().execute("select 1 from t"));

            server.restart();
            assertEquals("42", query(server, "select n from t"));

            server.stop();
            assertThrows(SQLException.class, server::connect);

            server.restart();
            assertEquals("42", query(server, "select n from t"));
            assertEquals("7MB", query(server, "show work_mem"));
        }
    }

    private static String query(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement();
                var result = statement.executeQuery(sql)) {
            assertTrue(result.next());
            return result.getString(1);
        }
    }

    private static void update(PostgresServer server, String sql) throws SQLException {
        try (var connection = server.connect();
                var statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }
}
