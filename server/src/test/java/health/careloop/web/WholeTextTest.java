package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** JSON can spell half a character, which no bytes can keep. */
class WholeTextTest {
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/v1/auth/login|{'email':'ab@x.de','password':'abc\\ud800'}",
                "/api/v1/auth/login|{'email':'ab\\udc00@x.de','password':'abc'}",
                "/api/v1/activations|{'token':'a','name':'Nadja','password':'another lantern \\ud83d quay'}",
                "/api/v1/auth/register|{'name':'Praxis \\ud800','email':'a@b.example'}"
            })
    void isRefusedWhereverSomethingIsTakenFromAStranger(String path, String json) {
        Client.Answer answer = post(server.anonymous(), path, json);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.json().path("detail").asString()).contains("whole characters");
    }

    @Test
    void isNotStoredAsAName() {
        Client head = server.withToken(server.person(server.createTenant(), Role.HEAD_DOCTOR));
        assertThat(post(head, "/api/v1/patients", "{'familyName':'a\\ud800b'}").status())
                .isEqualTo(400);
        Client.Answer pair = post(head, "/api/v1/patients", "{'familyName':'a\\ud83d\\ude00b'}");
        assertThat(pair.status()).as(pair.text()).isEqualTo(201);
        assertThat(pair.json().path("familyName").asString()).isEqualTo("a\ud83d\ude00b");
    }

    private static Client.Answer post(Client client, String path, String json) {
        return client.post(path, json.replace('\'', '"').getBytes(StandardCharsets.US_ASCII), "application/json");
    }
}
