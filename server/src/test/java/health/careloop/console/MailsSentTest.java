package health.careloop.console;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.access.Role;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MailsSentTest {
    @Test
    void whereAMailServerTakesThemTheMailboxSaysSoInsteadOfMissing() {
        try (TestServer server = TestServer.with("--careloop.mail.host=localhost", "--careloop.mail.tls=none")) {
            Client operator = server.signIn(server.person(server.createTenant(), Role.PLATFORM_OPERATOR))
                    .with("Accept", "text/html")
                    .with("Accept-Language", "en");

            Client.Answer mails = operator.get("/console/mails");

            assertThat(mails.status()).isEqualTo(200);
            assertThat(mails.text())
                    .contains("The mail server localhost takes them, so none lies here.", "careloop admin invite")
                    .doesNotContain("No mail server is configured", "The mailbox is empty");
            assertThat(operator.get("/console/tenants").text())
                    .as("nothing leads to an empty page")
                    .doesNotContain("/console/mails");
            assertThat(operator.get("/console/mails/" + UUID.randomUUID()).status())
                    .isEqualTo(404);
        }
    }
}
