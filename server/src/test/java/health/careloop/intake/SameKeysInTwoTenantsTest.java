package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is kept beside the rows is kept for one tenant: the same numbers in two of them meet nowhere (T-22). */
class SameKeysInTwoTenantsTest {
    private static final byte[] REPORT = Samples.read("Z01L2SYN_iso-8859-15.LDT");
    private static final TestServer SERVER = TestServer.shared();

    /** One side of the same story, with everything it was answered. */
    private static final class Side {
        private final Tenant practice = SERVER.createTenant();
        private final Lab lab = SERVER.lab(practice);
        private final Client doctor = SERVER.withToken(SERVER.person(practice, Role.DOCTOR));

        UUID sends(String webhookId, byte[] message) {
            Client.Answer answer = lab.post(webhookId, message);
            assertThat(answer.status()).as(answer.text()).isEqualTo(202);
            UUID id = UUID.fromString(answer.json().path("messageId").asString());
            lab.awaits(id);
            return id;
        }

        List<String> results() {
            List<String> ids = new ArrayList<>();
            doctor.get("/api/v1/results")
                    .json()
                    .path("results")
                    .forEach(result -> ids.add(result.path("resultId").asString()));
            return ids;
        }
    }

    @Test
    void theSameMessageUnderTheSameNumberIsEachTenantsOwn() {
        Side one = new Side();
        Side other = new Side();

        UUID ones = one.sends("msg_same", REPORT);
        UUID others = other.sends("msg_same", REPORT);

        assertThat(ones).isNotEqualTo(others);
        List<String> results = one.results();
        assertThat(results).hasSize(3);
        assertThat(other.results()).hasSize(3).doesNotContainAnyElementsOf(results);
        assertThat(one.sends("msg_same", REPORT)).isEqualTo(ones);
        assertThat(other.sends("msg_same", REPORT)).isEqualTo(others);
        // The other bytes under the same number are a conflict with one's own message, whatever the other did.
        byte[] changed = new String(REPORT, StandardCharsets.ISO_8859_1)
                .replace("Kalium", "Kalzum")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(one.lab.post("msg_same", changed).status()).isEqualTo(422);
    }
}
