package health.careloop.web;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.access.Role;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every list pages, filters and searches alike. */
class ListsTest {
    private final TestServer server = TestServer.shared();

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/results", "/api/results", "/api/v1/patients"})
    void aParameterAListDoesNotKnowIsNamed(String path) {
        Client doctor = server.withToken(server.person(server.createTenant(), Role.DOCTOR));
        Client.Answer answer = doctor.get(path + "?patientId=abc&tenantId=x");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("unknown-parameter");
        assertThat(answer.json().path("parameter").asString()).isEqualTo("patientId");
        assertThat(answer.json().path("detail").asString()).contains("'patientId'", "limit, page");
        assertThat(doctor.get(path + "?tenantId=x&clinicId=y&page=1").status()).isEqualTo(200);
    }

    @Test
    void aPageBeyondTheLastLeadsToTheLastAndAnAddressTypedWrongToTheFirst() {
        Tenant tenant = server.createTenant();
        server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Client doctor = server.signIn(server.person(tenant, Role.DOCTOR));

        for (String list : List.of("/inbox?filter=all", "/messages?state=all")) {
            Client.Answer beyond = doctor.get(list + "&page=99");
            assertThat(beyond.status()).isEqualTo(303);
            assertThat(beyond.header("location")).contains(list);
        }
        for (String typed :
                List.of("/inbox?page=abc", "/inbox?filter=foo", "/messages?page=-1", "/messages?state=foo")) {
            assertThat(doctor.get(typed).status()).as(typed).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/results?q=", "/api/v1/patients?search="})
    void aSearchForWhatIsNoWordFindsNothing(String list) {
        Tenant tenant = server.createTenant();
        server.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        Client doctor = server.withToken(server.person(tenant, Role.DOCTOR));

        assertThat(doctor.get(list).json().path("total").asInt()).isPositive();
        assertThat(doctor.get(list + "%25").json().path("total").asInt()).isZero();
        assertThat(doctor.get(list + "%00").json().path("total").asInt()).isZero();
    }

    @Test
    void aListSaysHowManyThereAre() {
        Page<String> page = Page.of("results", List.of("a", "b"), 45, new PageRequest(2, 20));

        assertThat(page.wire())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("results", List.of("a", "b"), "total", 45L, "page", 2, "totalPages", 3));
        assertThat(Page.of("results", List.of(), 0, PageRequest.first()).totalPages())
                .isEqualTo(1);
        assertThat(new PageRequest(3, 20).offset()).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "1e3", "١", "99999999999", " 5"})
    void aPageOutOfRangeIsRefused(String limit) {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> PageRequest.parse(null, limit))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().status()).isEqualTo(400);
                    assertThat(e.problem().detail()).contains("from 1 to 100");
                });
    }
}
