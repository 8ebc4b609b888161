package health.careloop;

import com.standardwebhooks.Webhook;
import health.careloop.senders.NewSender;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.assertj.core.api.Assertions;

/** A laboratory in a test: signs with the reference library of Standard Webhooks, posts, waits for what becomes of it. */
public final class Lab {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final TestServer server;
    private final NewSender sender;

    Lab(TestServer server, NewSender sender) {
        this.server = server;
        this.sender = sender;
    }

    public NewSender sender() {
        return sender;
    }

    /** Accepted, and followed until it is filed, held or dead. */
    public UUID sends(byte[] message) {
        UUID id = posts(message);
        awaits(id);
        return id;
    }

    /** Waits until the message is filed, held or dead. */
    public void awaits(UUID id) {
        Instant until = Instant.now().plus(PATIENCE);
        while (stateOf(id).equals("received")) {
            Assertions.assertThat(Instant.now())
                    .as("message " + id + " is still waiting")
                    .isBefore(until);
            Thread.onSpinWait();
        }
    }

    public UUID posts(byte[] message) {
        Client.Answer answer = post("msg_" + UUID.randomUUID(), message);
        Assertions.assertThat(answer.status()).as(answer.text()).isEqualTo(202);
        return UUID.fromString(answer.json().path("messageId").asString());
    }

    public Client.Answer post(String webhookId, byte[] message) {
        return post(webhookId, Instant.now().getEpochSecond(), message);
    }

    public Client.Answer post(String webhookId, long timestamp, byte[] message) {
        return server.anonymous()
                .with("X-Careloop-Key", sender.keyId())
                .with("webhook-id", webhookId)
                .with("webhook-timestamp", Long.toString(timestamp))
                .with("webhook-signature", signature(webhookId, timestamp, message))
                .post("/api/mirth-webhook", message, "text/plain");
    }

    /** What became of a message, asked with its own key. */
    public Client.Answer asks(UUID messageId) {
        String path = "/api/v1/messages/" + messageId;
        return asks(path, "GET " + path);
    }

    /** Asked for {@code path}, with a signature over {@code signed}. */
    public Client.Answer asks(String path, String signed) {
        return asking(signed).get(path);
    }

    public Client asking(String signed) {
        String id = "ask_" + UUID.randomUUID();
        long now = Instant.now().getEpochSecond();
        return server.anonymous()
                .with("X-Careloop-Key", sender.keyId())
                .with("webhook-id", id)
                .with("webhook-timestamp", Long.toString(now))
                .with("webhook-signature", signature(id, now, signed.getBytes(StandardCharsets.UTF_8)));
    }

    /** The library signs text; every byte of LATIN-1 is one character, but it encodes as UTF-8, so only ASCII bodies agree. */
    public String signature(String webhookId, long timestamp, byte[] message) {
        String text = new String(message, StandardCharsets.UTF_8);
        if (!java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), message)) {
            return OwnSignature.of(sender.secret(), webhookId, timestamp, message);
        }
        try {
            return new Webhook(sender.secret()).sign(webhookId, timestamp, text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public String stateOf(UUID messageId) {
        return server.database()
                .sql("select state from loop.messages where id = ?")
                .param(messageId)
                .query(String.class)
                .single();
    }
}
