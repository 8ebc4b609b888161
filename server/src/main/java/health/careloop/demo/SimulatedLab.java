package health.careloop.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A laboratory's integration engine: signs as Standard Webhooks has it and posts to the webhook, like any other. */
final class SimulatedLab {
    /** What the door said. */
    record Answer(int status, JsonNode body) {
        String messageId() {
            return body.path("messageId").asString("");
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http;
    private final String url;
    private final String keyId;
    private final byte[] secret;

    /** @param secret {@code whsec_} and base64 */
    SimulatedLab(HttpClient http, String url, String keyId, String secret) {
        this.http = http;
        this.url = url;
        this.keyId = keyId;
        this.secret = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    }

    Answer send(byte[] message) {
        return send("msg_" + UUID.randomUUID(), message);
    }

    Answer send(String webhookId, byte[] message) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/mirth-webhook"))
                .header("Content-Type", "text/plain")
                .header("X-Careloop-Key", keyId)
                .header("webhook-id", webhookId)
                .header("webhook-timestamp", timestamp)
                .header("webhook-signature", "v1," + signature(webhookId, timestamp, message))
                .POST(HttpRequest.BodyPublishers.ofByteArray(message))
                .build();
        try {
            HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new IllegalStateException("The webhook did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while posting", e);
        }
    }

    private String signature(String webhookId, String timestamp, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            mac.update((webhookId + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(mac.doFinal(message));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java lacks HmacSHA256", e);
        }
    }
}
