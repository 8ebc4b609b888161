package health.careloop.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the practice: signs in, reads, downloads, over the same interface as everybody. */
final class PracticeClient {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private final HttpClient http;
    private final String url;
    private final String token;

    private PracticeClient(HttpClient http, String url, String token) {
        this.http = http;
        this.url = url;
        this.token = token;
    }

    static PracticeClient signIn(HttpClient http, String url, String email) {
        HttpRequest login = HttpRequest.newBuilder(URI.create(url + "/api/v1/auth/login"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("email", email, "password", Demo.PASSWORD))))
                .build();
        byte[] answer = send(http, login);
        return new PracticeClient(
                http, url, JSON.readTree(answer).path("accessToken").asString());
    }

    JsonNode json(String path) {
        return JSON.readTree(bytes(path));
    }

    byte[] bytes(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .header("Authorization", "Bearer " + token)
                .build();
        return send(http, request);
    }

    /** The message once it is filed, held or dead; as it is when patience ends. */
    JsonNode settled(String messageId) {
        Instant until = Instant.now().plus(PATIENCE);
        while (true) {
            JsonNode message = json("/api/v1/messages/" + messageId);
            String state = message.path("state").asString();
            boolean waits = state.equals("received") || state.equals("retrying");
            if (!waits || Instant.now().isAfter(until)) {
                return message;
            }
            pause();
        }
    }

    private static byte[] send(HttpClient http, HttpRequest request) {
        try {
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() >= 400) {
                throw new IllegalStateException(request.uri().getPath() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new IllegalStateException("The server does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
