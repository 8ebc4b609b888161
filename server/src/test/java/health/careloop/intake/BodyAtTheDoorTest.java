package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
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

    /** The status line, also when the server answers and closes before it has read everything. */
    private String raw(byte[] body, boolean chunked) throws IOException {
        long now = Instant.now().getEpochSecond();
        String port = server.url().substring(server.url().lastIndexOf(':') + 1);
        try (Socket socket = new Socket("localhost", Integer.parseInt(port))) {
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
