package health.careloop.bench.isolation;

import health.careloop.bench.SenderKey;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A message as a laboratory posts it: headers that sign it, and bytes. */
record SignedMessage(List<String> headers, byte[] body) {

    static SignedMessage of(SenderKey key, Letter letter) {
        byte[] body = letter.bytes();
        String id = "msg_" + UUID.randomUUID();
        long now = System.currentTimeMillis() / 1000;
        return new SignedMessage(
                List.of(
                        "Content-Type: application/octet-stream",
                        "X-Careloop-Key: " + key.keyId(),
                        "webhook-id: " + id,
                        "webhook-timestamp: " + now,
                        "webhook-signature: " + key.sign(id, now, body)),
                body);
    }

    byte[] request() {
        byte[] head = ("POST /api/mirth-webhook HTTP/1.1\r\nHost: localhost\r\n" + String.join("\r\n", headers)
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }
}
