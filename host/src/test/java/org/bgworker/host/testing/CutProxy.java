package org.bgworker.host.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network between client and server that can be cut: nothing arrives, and nothing is closed. */
public final class CutProxy implements AutoCloseable {
    private final ServerSocket socket;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean cut;

    private CutProxy(int server) throws IOException {
        this.server = server;
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofPlatform().daemon().name("proxy").start(this::accept);
    }

    /** To a local port. */
    public static CutProxy to(int port) throws IOException {
        return new CutProxy(port);
    }

    /** Where clients connect to. */
    public int port() {
        return socket.getLocalPort();
    }

    /** From now on nothing gets through. */
    public synchronized void cut() {
        cut = true;
    }

    /** Everything gets through again, what was sent meanwhile first. */
    public synchronized void heal() {
        cut = false;
        notifyAll();
    }

    private synchronized void awaitWhole() throws InterruptedException {
        while (cut) {
            wait();
        }
    }

    private void accept() {
        try {
            while (true) {
                var client = socket.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> connect(client));
            }
        } catch (IOException closed) {
            // the end of the test
        }
    }

    private void connect(Socket client) {
        try {
            awaitWhole();
            var to = new Socket(InetAddress.getLoopbackAddress(), server);
            open.add(to);
            Thread.ofVirtual().start(() -> pump(client, to));
            pump(to, client);
        } catch (IOException | InterruptedException refused) {
            close(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to) {
            var in = from.getInputStream();
            var out = to.getOutputStream();
            var buffer = new byte[8192];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                awaitWhole();
                out.write(buffer, 0, count);
            }
            awaitWhole();
        } catch (IOException | InterruptedException ended) {
            // the other direction ends too
        }
    }

    private static void close(Socket one) {
        try {
            one.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() throws IOException {
        heal();
        socket.close();
        open.forEach(CutProxy::close);
    }
}
