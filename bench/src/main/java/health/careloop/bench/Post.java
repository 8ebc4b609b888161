package health.careloop.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reports on their way to the door, one after the other on one connection: signed, numbered, in one buffer that is used
 * again. The number decides the practice, too, so that a patient stays with one. For one thread.
 */
final class Post implements AutoCloseable {
    private final Laboratory laboratory;
    private final List<SenderKey> keys;
    private final HttpConnection connection;
    private final byte[] body = new byte[Laboratory.SIZE];
    private final byte[] request = new byte[Laboratory.SIZE + 1_024];

    Post(Laboratory laboratory, List<SenderKey> keys, int port) throws IOException {
        this.laboratory = laboratory;
        this.keys = List.copyOf(keys);
        this.connection = new HttpConnection(port);
    }

    HttpConnection.Answer send(long number) throws IOException {
        return connection.exchange(request, prepare(number));
    }

    /** @return how many bytes of the buffer the request takes */
    private int prepare(long number) {
        laboratory.write(number, body, 0);
        int practice = (int) (number % keys.size());
        long timestamp = System.currentTimeMillis() / 1000;
        String id = "msg_" + number;
        byte[] head =
                ("POST /api/mirth-webhook HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/octet-stream\r\n"
                                + "X-Careloop-Key: " + keys.get(practice).keyId()
                                + "\r\nwebhook-id: " + id
                                + "\r\nwebhook-timestamp: " + timestamp
                                + "\r\nwebhook-signature: " + keys.get(practice).sign(id, timestamp, body)
                                + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, request, 0, head.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return head.length + body.length;
    }

    @Override
    public void close() throws IOException {
        connection.close();
    }
}
