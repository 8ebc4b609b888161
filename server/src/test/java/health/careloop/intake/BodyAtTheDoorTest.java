package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which bodies the door refuses before it keeps anything. */
class BodyAtTheDoorTest extends AtTheDoor {
    @Test
    void whatIsTooLongIsRefusedWhateverItSaysOfItself() throws IOException {
        byte[] long1 = new byte[10 * 1024 * 1024 + 1];
        assertThat(raw(long1, false)).startsWith("HTTP/1.1 413");
        assertThat(raw(long1, true)).startsWith("HTTP/1.1 413");
        assertThat(messages()).isZero();
        byte[] largest = new byte[10 * 1024 * 1024];
        assertThat(lab.post("msg_largest", largest).status()).isEqualTo(202);
    }

    /** A cut connection means "repeat"; only a 413 that arrives ends the loop. */
    @Test
    void whoWritesEverythingBeforeReadingSeesTheRefusalEveryTime() throws Exception {
        String door = "POST /api/mirth-webhook HTTP/1.1\r\nX-Careloop-Key: clk_x\r\n";
        for (int i = 0; i < 10; i++) {
            assertThat(writtenFirst(door, new byte[11_000_000])).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void theJavaClientSeesTheRefusalEveryTime() throws Exception {
        byte[] tooLong = new byte[11_000_000];
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < 10; i++) {
                HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/mirth-webhook"))
                        .POST(HttpRequest.BodyPublishers.ofByteArray(tooLong))
                        .build();
                assertThat(client.send(request, HttpResponse.BodyHandlers.ofString())
                                .statusCode())
                        .isEqualTo(413);
            }
        }
    }

    @Test
    void compressedBodiesAreRefused() {
        Client.Answer answer = server.anonymous()
                .with("X-Careloop-Key", lab.sender().keyId())
                .with("Content-Encoding", "gzip")
                .post("/api/mirth-webhook", GOOD, "text/plain");
        assertThat(answer.status()).isEqualTo(415);
    }

    @Test
    void anEmptyBodyIsRefused() {
        assertThat(lab.post("msg_empty", new byte[0]).status()).isEqualTo(400);
    }

    /** A cut line is no fault of the server, and whoever reads its log must not think so. */
    @Test
    void aBodyThatEndsTooEarlyIsRefusedAsThat() throws IOException {
        long now = Instant.now().getEpochSecond();
        for (String announced : List.of("Content-Length: 900", "Transfer-Encoding: chunked")) {
            try (Socket socket = new Socket("localhost", port())) {
                socket.setSoTimeout(20_000);
                socket.getOutputStream()
                        .write(("POST /api/mirth-webhook HTTP/1.1\r\nHost: localhost\r\nX-Careloop-Key: "
                                        + lab.sender().keyId() + "\r\nwebhook-id: msg_cut\r\nwebhook-timestamp: " + now
                                        + "\r\nwebhook-signature: " + lab.signature("msg_cut", now, GOOD) + "\r\n"
                                        + announced + "\r\n\r\n384\r\ncut")
                                .getBytes(StandardCharsets.US_ASCII));
                socket.shutdownOutput();
                String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer)
                        .startsWith("HTTP/1.1 400")
                        .contains("/body-cut")
                        .contains("send it again, whole");
            }
        }
        assertThat(messages()).isZero();
    }

    /** Each legal, together more than the heap of a small server: some are told to come again, nobody is cut off. */
    @Test
    void manyLargeMessagesAtOnceAreStoredOrToldToComeAgain() throws Exception {
        byte[] large = new byte[10 * 1024 * 1024];
        List<Integer> answers;
        try (ExecutorService threads = Executors.newFixedThreadPool(24)) {
            answers = threads
                    .invokeAll(IntStream.range(0, 24)
                            .<Callable<Integer>>mapToObj(
                                    i -> () -> lab.post("msg_flood_" + i, large).status())
                            .toList())
                    .stream()
                    .map(Future::resultNow)
                    .toList();
        }
        assertThat(answers).isSubsetOf(202, 503).contains(202);
        assertThat(messages()).isEqualTo(Collections.frequency(answers, 202));
    }

    private String writtenFirst(String head, byte[] body) throws IOException {
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write((head + "Host: localhost\r\nContent-Length: " + body.length + "\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            return new String(socket.getInputStream().readNBytes(64), StandardCharsets.US_ASCII);
        }
    }

    private int port() {
        return URI.create(server.url()).getPort();
    }

    /** The status line, also when the server answers and closes before it has read everything. */
    private String raw(byte[] body, boolean chunked) throws IOException {
        long now = Instant.now().getEpochSecond();
        try (Socket socket = new Socket("localhost", port())) {
            socket.setSoTimeout(20_000);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(("POST /api/mirth-webhook HTTP/1.1\r\nHost: localhost\r\nX-Careloop-Key: "
                            + lab.sender().keyId() + "\r\nwebhook-id: msg_chunked\r\nwebhook-timestamp: " + now
                            + "\r\nwebhook-signature: " + lab.signature("msg_chunked", now, body)
                            + (chunked
                                    ? "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                                            + Integer.toHexString(body.length) + "\r\n"
                                    : "\r\nContent-Length: " + body.length + "\r\nConnection: close\r\n\r\n"))
                    .getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(body);
            if (chunked) {
                out.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            try {
                socket.getOutputStream().write(out.toByteArray());
            } catch (IOException e) {
                // The server may answer and close before it has read everything.
            }
            byte[] head = new byte[64];
            int read = socket.getInputStream().read(head);
            return new String(Arrays.copyOf(head, Math.max(0, read)), StandardCharsets.US_ASCII);
        }
    }
}
