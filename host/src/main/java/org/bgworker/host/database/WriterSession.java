package org.bgworker.host.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A connection to the embedded database that takes its turn to write; see {@link OneWriter}. A
 * statement writes unless it is run by {@code executeQuery} and is no data change delta table.
 */
final class WriterSession {
    private static final Pattern WRITING_QUERY =
            Pattern.compile("\\b(final|old|new)\\s+table\\s*\\(", Pattern.CASE_INSENSITIVE);

    private final Connection real;
    private final Connection guarded;
    private final OneWriter writer;
    private boolean writing;
    private volatile boolean waiting;
    private volatile boolean cancelled;

    WriterSession(Connection real, OneWriter writer) {
        this.real = real;
        this.writer = writer;
        this.guarded = proxy(Connection.class, this::onConnection);
    }

    Connection connection() {
        return guarded;
    }

    /** Ends a wait for the turn; a statement that runs is cancelled by the database. */
    void cancelWait() {
        cancelled = waiting;
    }

    private static <T> T proxy(Class<T> type, java.lang.reflect.InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object onConnection(
            Object self, Method method, @Nullable Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "createStatement" -> guard(Statement.class, method, arguments);
            case "prepareStatement" -> guard(PreparedStatement.class, method, arguments);
            case "prepareCall" -> guard(CallableStatement.class, method, arguments);
            case "commit", "setAutoCommit", "close" -> ending(method, arguments);
            case "abort" -> {
                cut();
                yield null;
            }
            case "rollback" ->
                    arguments == null ? ending(method, arguments) : invoke(real, method, arguments);
            case "equals" -> arguments != null && self.equals(arguments[0]);
            default -> invoke(real, method, arguments);
        };
    }

    private Object guard(
            Class<? extends Statement> type, Method method, @Nullable Object @Nullable [] arguments)
            throws Throwable {
        var statement = invoke(real, method, arguments);
        var sql = arguments != null && arguments[0] instanceof String text ? text : "";
        return proxy(
                type,
                (_, called, given) -> onStatement(String.valueOf(sql), statement, called, given));
    }

    private @Nullable Object onStatement(
            String prepared,
            @Nullable Object statement,
            Method method,
            @Nullable Object @Nullable [] arguments)
            throws Throwable {
        var name = method.getName();
        if (name.equals("getConnection")) {
            return guarded;
        }
        boolean writes =
                name.startsWith("execute")
                        && (!name.equals("executeQuery") || writingQuery(prepared, arguments));
        if (!writes) {
            return invoke(statement, method, arguments);
        }
        begin();
        if (!real.getAutoCommit()) {
            return invoke(statement, method, arguments);
        }
        try {
            return writer.call(() -> invoke(statement, method, arguments));
        } finally {
            end();
        }
    }

    private static boolean writingQuery(String prepared, @Nullable Object @Nullable [] arguments) {
        var sql =
                arguments != null && arguments.length > 0 ? String.valueOf(arguments[0]) : prepared;
        return WRITING_QUERY.matcher(sql).find();
    }

    private @Nullable Object ending(Method method, @Nullable Object @Nullable [] arguments)
            throws Exception {
        try {
            return writer.call(() -> invoke(real, method, arguments));
        } finally {
            end();
        }
    }

    /** H2's own abort does nothing. Not on the writer's thread: a statement may be stuck there. */
    private void cut() throws SQLException {
        try {
            real.close();
        } finally {
            end();
        }
    }

    private synchronized void begin() throws SQLException {
        if (!writing) {
            cancelled = false;
            waiting = true;
            try {
                writer.begin(() -> cancelled);
                writing = true;
            } finally {
                waiting = false;
            }
        }
    }

    private synchronized void end() {
        if (writing) {
            writing = false;
            writer.end();
        }
    }

    private static @Nullable Object invoke(
            @Nullable Object target, Method method, @Nullable Object @Nullable [] arguments)
            throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            if (thrown.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            throw thrown;
        }
    }
}
