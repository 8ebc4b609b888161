package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.tenancy.Databases;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdminCommandTest {
    private final TestServer server = TestServer.shared();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final String slug = "p-" + UUID.randomUUID().toString().substring(0, 8);

    @Test
    void makesATenantAndItsFirstMemberBesideARunningServer() {
        assertThat(run("invite", "--email", "Erika@Example.org", "--tenant", slug, "--create", "Praxis Erika"))
                .isZero();

        String link = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(link).startsWith("http://localhost:5000/activate?token=");
        String token = link.substring(link.indexOf('=') + 1);
        Activations.Invitation invitation =
                server.bean(Activations.class).find(token).orElseThrow();
        assertThat(invitation.email()).isEqualTo("erika@example.org");
        assertThat(invitation.role()).isEqualTo(Role.ADMIN);
        assertThat(invitation.tenant().orElseThrow().slug()).isEqualTo(slug);
        assertThat(server.database()
                        .sql("select count(*) from loop.audit_stage where tenant_id = ? and action = 'user_invited'")
                        .param(invitation.tenant().orElseThrow().id().value())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(run("invite", "--email", "erika@example.org", "--tenant", slug))
                .isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("--create");
        assertThat(run("invite", "--email", "erika@example.org")).isEqualTo(2);
        assertThat(run("invite", "--email")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(run("invite", "--email", "erika@example.org", "--tenant", slug, "--role", "king"))
                .isEqualTo(2);
        assertThat(run("invite", "--email", "no address", "--tenant", slug, "--create", "Praxis"))
                .isEqualTo(1);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    private int run(String... arguments) {
        try (Databases databases = Databases.join(server.home())) {
            return AdminCommand.run(
                    List.of(arguments),
                    server.home(),
                    databases,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
        }
    }
}
