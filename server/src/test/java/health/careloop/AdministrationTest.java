package health.careloop;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.senders.NewSender;
import health.careloop.tenancy.Tenant;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** {@code careloop admin …} beside a server that runs. */
class AdministrationTest {
    private final TestServer server = TestServer.shared();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aRegisteredSenderMayPostAtOnce() {
        Tenant practice = server.createTenant();
        assertThat(admin("sender", "--tenant", practice.slug(), "--name", "Labor Neu"))
                .isZero();
        List<String> lines = said().lines().toList();
        String key = lines.get(0).substring(lines.get(0).indexOf("clk_"));
        String secret = lines.get(1).substring(lines.get(1).indexOf("whsec_"));

        Lab lab = new Lab(server, new NewSender(UUID.randomUUID(), "Labor Neu", key, secret));
        UUID message = lab.sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        assertThat(lab.stateOf(message)).isEqualTo("filed");
    }

    @Test
    void tenantsAreListed() {
        Tenant practice = server.createTenant();
        assertThat(admin("tenants")).isZero();
        assertThat(said()).contains(practice.slug()).contains("ACTIVE");
    }

    @Test
    void anInvitationIsALink() {
        Tenant practice = server.createTenant();
        assertThat(admin("invite", "--email", "neu@example.org", "--tenant", practice.slug(), "--role", "doctor"))
                .isZero();
        assertThat(said()).contains("/activate?token=");
    }

    @Test
    void whatCannotBeMeantIsASentence() {
        assertThat(admin("sender", "--tenant", "nobody-here", "--name", "Labor"))
                .isEqualTo(1);
        assertThat(admin("sender")).isEqualTo(2);
        assertThat(admin("dance")).isEqualTo(2);
        assertThat(admin()).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("There is no tenant named nobody-here");
    }

    private int admin(String... words) {
        List<String> all = new ArrayList<>(List.of("admin"));
        all.addAll(Arrays.asList(words));
        all.addAll(List.of("--home", server.home().toString()));
        return new CommandLine(
                        Map.of(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(all.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }
}
