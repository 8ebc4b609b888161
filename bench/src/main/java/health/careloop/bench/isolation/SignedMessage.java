package health.careloop.bench.isolation;

import health.careloop.bench.SenderKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A message as a laboratory posts it: headers that sign it, and bytes. */
record SignedMessage(List<String> headers, byte[] body) {

    static SignedMessage of(SenderKey key, Letter letter) {
        byte[] body = letter.bytes();
        List<String> headers = new ArrayList<>(List.of("Content-Type: application/octet-stream"));
        headers.addAll(signing(key, "msg_" + UUID.randomUUID(), body));
        return new SignedMessage(headers, body);
    }

    /** The headers of a sender that asks: what is signed stands in no body. */
    static List<String> question(SenderKey key, String methodAndPath) {
        return signing(key, "ask_" + UUID.randomUUID(), methodAndPath.getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> signing(SenderKey key, String id, byte[] signed) {
        long now = System.currentTimeMillis() / 1000;
        return List.of(
                "X-Careloop-Key: " + key.keyId(),
                "webhook-id: " + id,
                "webhook-timestamp: " + now,
                "webhook-signature: " + key.sign(id, now, signed));
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
