package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.server.Request;

/** The socket's door: knows who is at the other end ({@code SO_PEERCRED}). */
final class Peers implements Door {
    private final Set<String> permitted;

    /** Permits the host's own user, and root, who may do everything anyway. */
    Peers(String own) {
        permitted = own.equals("root") ? Set.of(own) : Set.of(own, "root");
    }

    @Override
    public boolean isSocket() {
        return true;
    }

    @Override
    public Caller caller(Request request) {
        var user = user(request);
        return permitted.contains(user)
                ? new Caller.Known(user)
                : new Caller.Refused(
                        Reply.wrong(
                                403, "user \"%s\" may not administer this host".formatted(user)));
    }

    /** The user's name; nobody's where the system does not tell. */
    private static String user(Request request) {
        var endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        if (endPoint.getTransport() instanceof SocketChannel channel) {
            try {
                return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            } catch (IOException gone) {
                return "";
            }
        }
        return "";
    }
}
