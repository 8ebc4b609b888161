package health.careloop.tenancy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between the driver and the server and counts round trips: how often the client speaks after having been
 * answered. What it says in one breath (BEGIN, prefix, statement) is one, however many messages it is.
 */
final class RoundTrips implements AutoCloseable {
    private final ServerSocket door;
    private final URI server;
    private final AtomicInteger count = new AtomicInteger();
    private final AtomicBoolean answered = new AtomicBoolean(true);

    private RoundTrips(ServerSocket door, URI server) {
        this.door = door;
        this.server = server;
    }

    static RoundTrips to(String jdbcUrl) throws IOException {
        ServerSocket door = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        RoundTrips proxy = new RoundTrips(door, URI.create(jdbcUrl.substring("jdbc:".length())));
        Thread.ofVirtual().name("round-trips").start(proxy::serve);
        return proxy;
    }

    String url(String database) {
        return "jdbc:postgresql://" + door.getInetAddress().getHostAddress() + ":" + door.getLocalPort() + "/"
                + database + "?sslmode=disable&gssEncMode=disable";
    }

    void reset() {
        count.set(0);
    }

    int count() {
        return count.get();
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket behind = new Socket(server.getHost(), server.getPort());
                Thread.ofVirtual().start(() -> forward(client, behind, true));
                Thread.ofVirtual().start(() -> forward(behind, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void forward(Socket from, Socket to, boolean asking) {
        byte[] chunk = new byte[64 * 1024];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                if (!asking) {
                    answered.set(true);
                } else if (answered.getAndSet(false)) {
                    count.incrementAndGet();
                }
                out.write(chunk, 0, read);
                out.flush();
            }
        } catch (IOException e) {
            // The connection ended.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
