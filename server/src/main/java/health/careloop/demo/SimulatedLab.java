package health.careloop.demo;

import health.careloop.senders.NewSender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
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
    private final NewSender sender;

    SimulatedLab(HttpClient http, String url, NewSender sender) {
        this.http = http;
        this.url = url;
        this.sender = sender;
    }

    Answer send(byte[] message) {
        return send("msg_" + UUID.randomUUID(), message);
    }

    Answer send(String webhookId, byte[] message) {
        long timestamp = Instant.now().getEpochSecond();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/api/mirth-webhook"))
                .header("Content-Type", "text/plain")
                .header("X-Careloop-Key", sender.keyId())
                .header("webhook-id", webhookId)
                .header("webhook-timestamp", Long.toString(timestamp))
                .header("webhook-signature", sender.signature(webhookId, timestamp, message))
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
}
