package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.tenancy.Tenant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final TestServer server = TestServer.shared();

    @Test
    void aSignedMessageIsAcceptedAndBecomesAResult() {
        Tenant practice = server.createTenant();
        Lab lab = server.lab(practice);

        UUID message = lab.sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));

        assertThat(lab.stateOf(message)).isEqualTo("filed");
        assertThat(server.database()
                        .sql("select count(*) from pooled.results where message_id = ?")
                        .param(message)
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
    }
}
