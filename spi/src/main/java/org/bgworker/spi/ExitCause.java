package org.bgworker.spi;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a worker failed with: a {@link Throwable} kept as text, so that nothing of the library stays
 * reachable.
 *
 * @param type the class name of the throwable; empty where the host itself says what is wrong
 * @param message its message, empty if it had none
 * @param sqlState its five-character SQLSTATE if it was an {@link SQLException}, else empty
 * @param stack its stack, innermost call first
 * @param cause what caused it
 */
public record ExitCause(
        String type,
        String message,
        String sqlState,
        List<StackTraceElement> stack,
        Optional<ExitCause> cause) {

    private static final int DEEPEST = 16;

    /** Copies the stack. */
    public ExitCause {
        stack = List.copyOf(stack);
    }

    /** The text of a throwable, of its causes to a depth of 16, and of their stacks. */
    public static ExitCause of(Throwable throwable) {
        var chain = new ArrayList<Throwable>();
        for (var next = throwable;
                next != null && chain.size() < DEEPEST && !chain.contains(next);
                next = next.getCause()) {
            chain.add(next);
        }
        Optional<ExitCause> cause = Optional.empty();
        for (var one : chain.reversed()) {
            cause = Optional.of(of(one, cause));
        }
        return cause.orElseThrow();
    }

    private static ExitCause of(Throwable throwable, Optional<ExitCause> cause) {
        var message = throwable.getMessage();
        var state = throwable instanceof SQLException sql ? sql.getSQLState() : "";
        return new ExitCause(
                throwable.getClass().getName(),
                message == null ? "" : message,
                state == null ? "" : state,
                List.of(throwable.getStackTrace()),
                cause);
    }

    /** Type and message, as {@link Throwable#toString()} gives them. */
    public String summary() {
        if (type.isEmpty() || message.isEmpty()) {
            return type + message;
        }
        return type + ": " + message;
    }
}
