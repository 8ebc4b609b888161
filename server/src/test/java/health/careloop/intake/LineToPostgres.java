package health.careloop.intake;

import health.careloop.TestServer;
import health.careloop.postgres.ExternalPostgres;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.IngestDatabase;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.TenancySettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A second way to the test server's database, over a wire that a test can cut at a chosen moment. */
final class LineToPostgres implements AutoCloseable {
    /** When the wire is cut. */
    enum Cut {
        /** What was asked never arrives. */
        BEFORE_IT_IS_ASKED,
        /** It was done, and the answer is lost. */
        AFTER_IT_HAS_ANSWERED
    }

    private final int target;
    private final ServerSocket listener;
    private final AtomicReference<@Nullable Cut> next = new AtomicReference<>();
    private volatile byte[] marker = {};
    private final AtomicInteger cuts = new AtomicInteger();
    private @Nullable AnnotationConfigApplicationContext context;
    private @Nullable Databases databases;

    private LineToPostgres(int target) throws IOException {
        this.target = target;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::acceptForever);
    }

    static LineToPostgres of(TestServer server) throws IOException {
        URI direct = URI.create(server.postgres().jdbcUrl("postgres").substring("jdbc:".length()));
        LineToPostgres line = new LineToPostgres(direct.getPort());
        String url = "jdbc:postgresql://127.0.0.1:%d/postgres?user=%s&password=%s"
                .formatted(
                        line.listener.getLocalPort(),
                        server.postgres().administrator(),
                        URLEncoder.encode(server.postgres().administratorPassword(), StandardCharsets.UTF_8));
        Databases databases =
                Databases.open(() -> ExternalPostgres.at(url), server.home(), TenancySettings.of(1, 1, 2, 2));
        line.databases = databases;
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        line.context = context;
        context.registerBean("databases", Databases.class, () -> databases, bean -> bean.setDestroyMethodName(""));
        context.registerBean(Placements.class, () -> server.bean(Placements.class));
        context.register(IngestDatabase.class, AcceptanceStore.class);
        context.refresh();
        databases.await();
        return line;
    }

    /** Over this wire. */
    AcceptanceStore store() {
        if (context == null) {
            throw new IllegalStateException("Not connected");
        }
        return context.getBean(AcceptanceStore.class);
    }

    /** Once, at what is asked next with these words in it. */
    void cutAtNext(Cut cut, String words) {
        marker = words.getBytes(StandardCharsets.UTF_8);
        next.set(cut);
    }

    int cuts() {
        return cuts.get();
    }

    private void acceptForever() {
        try {
            while (true) {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
                AtomicBoolean losesTheAnswer = new AtomicBoolean();
                Thread.ofVirtual().start(() -> ask(client, server, losesTheAnswer));
                Thread.ofVirtual().start(() -> answer(server, client, losesTheAnswer));
            }
        } catch (IOException e) {
            // The line was closed.
        }
    }

    private void ask(Socket client, Socket server, AtomicBoolean losesTheAnswer) {
        byte[] piece = new byte[1 << 16];
        try (client;
                server) {
            InputStream in = client.getInputStream();
            for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
                if (next.get() != null && holdsMarker(piece, read)) {
                    cuts.incrementAndGet();
                    if (next.getAndSet(null) == Cut.BEFORE_IT_IS_ASKED) {
                        return;
                    }
                    losesTheAnswer.set(true);
                }
                server.getOutputStream().write(piece, 0, read);
            }
        } catch (IOException e) {
            // The other direction has ended it.
        }
    }

    private static void answer(Socket server, Socket client, AtomicBoolean lost) {
        byte[] piece = new byte[1 << 16];
        try (server;
                client) {
            InputStream in = server.getInputStream();
            for (int read = in.read(piece); read >= 0 && !lost.get(); read = in.read(piece)) {
                client.getOutputStream().write(piece, 0, read);
            }
        } catch (IOException e) {
            // The other direction has ended it.
        }
    }

    private boolean holdsMarker(byte[] piece, int length) {
        return new String(piece, 0, length, StandardCharsets.ISO_8859_1)
                .contains(new String(marker, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
        if (context != null) {
            context.close();
        }
        if (databases != null) {
            databases.close();
        }
        listener.close();
    }
}
