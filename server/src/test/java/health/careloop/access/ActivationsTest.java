package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.Activations.Fault;
import health.careloop.access.Activations.Outcome;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    private static final String GOOD = "violet lantern under the quay";

    private final TestServer server = TestServer.shared();
    private final Activations activations = server.bean(Activations.class);
    private final Tenant tenant = server.createTenant();
    private final String email = UUID.randomUUID() + "@example.org";

    @Test
    void aLinkMakesAMemberOnce() {
        String token = activations.invite(email, tenant.id(), Role.NURSE);

        assertThat(activations.link(token))
                .as("with the port that the system chose")
                .isEqualTo(server.url() + "/activate?token=" + token);
        Activations.Invitation invitation = activations.find(token).orElseThrow();
        assertThat(invitation.role()).isEqualTo(Role.NURSE);
        assertThat(invitation.tenant()).contains(tenant);
        assertThat(activations.accept(token, "Nadja Nurse", GOOD)).isInstanceOf(Outcome.Accepted.class);
        assertThat(activations.accept(token, "Nadja Nurse", GOOD)).isEqualTo(new Outcome.LinkInvalid());
        assertThat(activations.find(token)).isEmpty();
        assertThat(audited("user_invited")).isEqualTo(1);
        assertThat(audited("user_created")).isEqualTo(1);
    }

    @Test
    void manyAtOnceMakeOneMember() throws Exception {
        String token = activations.invite(email, tenant.id(), Role.NURSE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = threads.invokeAll(IntStream.range(0, 8)
                    .mapToObj(i -> (Callable<Object>) () -> activations.accept(token, "Nadja Nurse", GOOD))
                    .toList());
            long accepted = 0;
            for (var outcome : outcomes) {
                if (outcome.get() instanceof Outcome.Accepted) {
                    accepted++;
                }
            }
            assertThat(accepted).isEqualTo(1);
        }
    }

    @Test
    void aNewLinkEndsTheOlderOne() {
        String older = activations.invite(email, tenant.id(), Role.NURSE);
        String newer = activations.invite(email.toUpperCase(java.util.Locale.ROOT), tenant.id(), Role.DOCTOR);

        assertThat(activations.find(older)).isEmpty();
        assertThat(activations.find(newer)).isPresent();
    }

    @Test
    void aLinkIsGoodForADay() {
        String token = activations.invite(email, tenant.id(), Role.NURSE);
        server.database()
                .sql("update control.activations set expires_at = now() - interval '1 second' where email = ?")
                .param(email)
                .update();

        assertThat(activations.find(token)).isEmpty();
        assertThat(activations.accept(token, "Nadja Nurse", GOOD)).isEqualTo(new Outcome.LinkInvalid());
    }

    @Test
    void aNameWithMarksNobodySeesIsRefusedInWordsThatNameThem() {
        String token = activations.invite(email, tenant.id(), Role.NURSE);
        for (String unseen : List.of("Nadja\u200fNurse", "Nadja\u202eNurse", "Nadja\u0007Nurse")) {
            assertThat(activations.accept(token, unseen, GOOD))
                    .isEqualTo(new Outcome.Refused(Set.of(Fault.NAME_CHARACTERS)));
        }
        Map<String, String> fields =
                Map.of("token", token, "name", "Nadja\u200fNurse", "password", GOOD, "repeated", GOOD);
        for (var said : Map.of("de", "Steuerzeichen", "en", "marks for the direction of writing")
                .entrySet()) {
            Client.Answer answer =
                    server.anonymous().with("Accept-Language", said.getKey()).submit("/activate", fields);
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.text()).contains(said.getValue());
        }
        assertThat(activations.find(token)).as("the link stays good").isPresent();
    }

    @Test
    void aWeakPasswordDoesNotUseTheLinkUp() {
        String token = activations.invite(email, tenant.id(), Role.NURSE);

        assertThat(activations.accept(token, "N", "short"))
                .isEqualTo(new Outcome.Refused(Set.of(Fault.NAME_LENGTH, Fault.PASSWORD_TOO_SHORT)));
        assertThat(activations.accept(token, "Nadja Nurse", "NadjaNurse123456"))
                .isEqualTo(new Outcome.Refused(Set.of(Fault.PASSWORD_TOO_COMMON)));
        assertThat(activations.accept(token, "Nadja Nurse", GOOD)).isInstanceOf(Outcome.Accepted.class);
    }

    @Test
    void whoHoldsALinkCannotReplaceThePasswordOfSomebodyWhoIsThere() {
        Somebody doctor = server.person(server.createTenant(), Role.DOCTOR);
        String token = activations.invite(doctor.email(), tenant.id(), Role.DOCTOR);

        assertThat(activations.find(token).orElseThrow().personExists()).isTrue();
        assertThat(activations.accept(token, "Somebody Else", "another lantern over the quay"))
                .isEqualTo(new Outcome.Refused(Set.of(Fault.PASSWORD_WRONG)));
        assertThat(activations.accept(token, "", doctor.password())).isInstanceOf(Outcome.Accepted.class);
        assertThat(server.bean(People.class).membershipsOf(doctor.id())).hasSize(2);
    }

    @Test
    void onlyTheHashOfALinkIsKept() {
        String token = activations.invite(email, tenant.id(), Role.NURSE);

        byte[] kept = server.database()
                .sql("select token_hash from control.activations where email = ?")
                .param(email)
                .query(byte[].class)
                .single();
        assertThat(kept).isEqualTo(Digests.hash(token)).hasSize(32);
    }

    private long audited(String action) {
        return server.database()
                .sql("select count(*) from loop.audit_stage where tenant_id = ? and action = ?")
                .params(tenant.id().value(), action)
                .query(Long.class)
                .single();
    }
}
