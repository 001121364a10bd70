package org.bgworker.host.admin;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Set;
import jdk.net.ExtendedSocketOptions;
import org.eclipse.jetty.server.Request;

/** Tells who is at the other end of the socket ({@code SO_PEERCRED}), and whether he may be. */
final class Peers {
    private final Set<String> permitted;

    /** Permits the host's own user, and root, who may do everything anyway. */
    Peers(String own) {
        permitted = own.equals("root") ? Set.of(own) : Set.of(own, "root");
    }

    /** The user's name; nobody's where the system does not tell. */
    String user(Request request) {
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

    boolean permitted(String user) {
        return permitted.contains(user);
    }
}
