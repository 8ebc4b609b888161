package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.access.PasswordResets.Outcome;
import health.careloop.tenancy.Tenant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PasswordResetsTest {
    private static final String NEW = "amber ferry beyond the harbour";
    private static final Pattern LINK = Pattern.compile("http://[^\"]*/reset\\?token=([\\w-]+)");

    private final TestServer server = TestServer.shared();
    private final PasswordResets resets = server.bean(PasswordResets.class);
    private final Tenant tenant = server.createTenant();
    private final Somebody administrator = server.person(tenant, Role.ADMIN);
    private final Somebody nurse = server.person(tenant, Role.NURSE);

    @Test
    void whoForgotThePasswordGetsInAgainThroughTheAdministrator() {
        Client elsewhere = server.signIn(nurse);
        Client program = server.withToken(nurse);

        Client.Answer made = issue(server.signIn(administrator), nurse.id());
        String token = token(made);
        Client person = server.anonymous();
        Client.Answer page = person.get("/reset?token=" + token);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains(nurse.email());
        Client.Answer done = person.submit("/reset", Map.of("token", token, "password", NEW, "repeated", NEW));

        assertThat(done.status()).isEqualTo(303);
        assertThat(done.header("location")).contains("/login?notice=password-set");
        assertThat(elsewhere.get("/api/v1/auth/me").status()).as("sessions end").isEqualTo(401);
        assertThat(program.get("/api/v1/auth/me").status()).as("tokens end").isEqualTo(401);
        assertThat(signIn(nurse.password())).as("the old password").isEqualTo(401);
        assertThat(signIn(NEW)).isEqualTo(200);
        assertThat(server.withToken(new Somebody(nurse.id(), nurse.email(), NEW, tenant, Role.NURSE))
                        .get("/api/v1/auth/me")
                        .status())
                .isEqualTo(200);
        assertThat(audited(tenant, "password_link_issued", administrator)).isEqualTo(1);
        assertThat(audited(tenant, "password_set", nurse)).isEqualTo(1);
    }

    @Test
    void aLinkWorksOnce() throws Exception {
        String token = issued(nurse);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var outcomes = threads.invokeAll(IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<Outcome>) () -> resets.accept(token, NEW))
                    .toList());
            long done = 0;
            for (var outcome : outcomes) {
                if (outcome.get() instanceof Outcome.Done) {
                    done++;
                }
            }
            assertThat(done).isEqualTo(1);
        }
        assertThat(resets.accept(token, NEW)).isEqualTo(new Outcome.LinkInvalid());
    }

    @Test
    void aLinkIsGoodForADayAndUntilTheNextOne() {
        String older = issued(nurse);
        String newer = issued(nurse);
        assertThat(resets.find(older)).isEmpty();
        assertThat(resets.find(newer)).isPresent();

        server.database()
                .sql("update control.password_resets set expires_at = now() - interval '1 second' where person_id = ?")
                .param(nurse.id().value())
                .update();
        assertThat(resets.find(newer)).isEmpty();
        assertThat(resets.accept(newer, NEW)).isEqualTo(new Outcome.LinkInvalid());
    }

    @Test
    void aLinkThatIsOverAndOneThatNeverWasAreTheSameAnswer() {
        String token = issued(nurse);
        resets.accept(token, NEW);

        Client.Answer over = server.anonymous().get("/reset?token=" + token);
        Client.Answer never = server.anonymous().get("/reset?token=" + Digests.secret());

        assertThat(over.status()).isEqualTo(410);
        assertThat(never.status()).isEqualTo(410);
        assertThat(bare(over)).isEqualTo(bare(never)).doesNotContain(nurse.email());
    }

    @Test
    void aWeakPasswordDoesNotUseTheLinkUp() {
        String token = issued(nurse);
        Client person = server.anonymous();

        Client.Answer weak = person.submit("/reset", Map.of("token", token, "password", "short", "repeated", "short"));
        Client.Answer different = person.submit("/reset", Map.of("token", token, "password", NEW, "repeated", "other"));

        assertThat(weak.status()).isEqualTo(422);
        assertThat(weak.text())
                .as("another language leads back to the form")
                .contains("name=\"back\" value=\"/reset?token=" + token + "\"");
        assertThat(different.status()).isEqualTo(422);
        assertThat(resets.accept(token, NEW)).isEqualTo(new Outcome.Done(nurse.id()));
    }

    @Test
    void anAdministratorDoesNotGetAtSomebodyWhoWorksElsewhereToo() {
        server.bean(People.class).join(nurse.id(), server.createTenant().id(), Role.NURSE);

        Client.Answer answer = issue(server.signIn(administrator), nurse.id());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(LINK.matcher(answer.text()).find()).isFalse();
        assertThat(links(nurse)).isZero();
    }

    /** The control to the one above: the same person, no longer elsewhere. */
    @Test
    void whoNoLongerWorksElsewhereIsTheAdministratorsAgain() {
        Tenant other = server.createTenant();
        server.bean(People.class).join(nurse.id(), other.id(), Role.NURSE);
        server.bean(People.class).leave(nurse.id(), other.id());

        assertThat(issue(server.signIn(administrator), nurse.id()).status()).isEqualTo(200);
    }

    @Test
    void aLinkOfTheAdministratorEndsWhenThePersonJoinsAnotherTenant() {
        String token = issued(nurse);
        Activations activations = server.bean(Activations.class);
        String invitation =
                activations.invite(nurse.email(), server.createTenant().id(), Role.NURSE);
        assertThat(activations.accept(invitation, "", nurse.password()))
                .isInstanceOf(Activations.Outcome.Accepted.class);

        assertThat(resets.find(token)).isEmpty();
        assertThat(resets.accept(token, NEW)).isEqualTo(new Outcome.LinkInvalid());
        assertThat(signIn(nurse.password())).isEqualTo(200);
    }

    @Test
    void whoeverRunsThePlatformIsNobodysToReset() {
        server.bean(People.class).makePlatformOperator(nurse.id());

        assertThat(issue(server.signIn(administrator), nurse.id()).status()).isEqualTo(409);
    }

    @Test
    void nobodyMakesALinkForThemselves() {
        assertThat(issue(server.signIn(administrator), administrator.id()).status())
                .as("a stolen session must not keep the account")
                .isEqualTo(409);
    }

    @Test
    void aPersonOfAnotherTenantAndNobodyAreTheSameAnswer() {
        Somebody foreign = server.person(server.createTenant(), Role.NURSE);
        Client browser = server.signIn(administrator).with("Accept", "application/json");

        Client.Answer theirs = issue(browser, foreign.id());
        Client.Answer nobodys = issue(browser, new PersonId(UUID.randomUUID()));

        assertThat(theirs.status()).isEqualTo(404);
        assertThat(theirs.problem()).isEqualTo(nobodys.problem()).isEqualTo("person-not-found");
        assertThat(links(foreign)).isZero();
    }

    @Test
    void onlyAnAdministratorMakesLinks() {
        for (Role role : List.of(Role.HEAD_DOCTOR, Role.OPERATOR, Role.AUDITOR, Role.DOCTOR, Role.RECEPTION)) {
            Client browser = server.signIn(server.person(tenant, role));
            assertThat(issue(browser, nurse.id()).status()).as(role.wire()).isEqualTo(403);
            if (role.may(Permission.VIEW_USER)) {
                assertThat(browser.get("/people").text())
                        .contains(nurse.email())
                        .doesNotContain("password-link");
            }
        }
        assertThat(links(nurse)).isZero();
    }

    @Test
    void theOperatorsLinkOpensForWhoeverWorksInSeveralTenantsAndEachIsTold() {
        Tenant other = server.createTenant();
        server.bean(People.class).join(nurse.id(), other.id(), Role.NURSE);

        String token = resets.issueByOperator(nurse.email()).orElseThrow().token();

        assertThat(resets.accept(token, NEW)).isEqualTo(new Outcome.Done(nurse.id()));
        for (Tenant each : List.of(tenant, other)) {
            assertThat(audited(each, "password_set", nurse)).as(each.slug()).isEqualTo(1);
        }
        assertThat(resets.issueByOperator("nobody@example.org")).isEmpty();
    }

    @Test
    void onlyTheHashOfALinkIsKept() {
        String token = issued(nurse);

        assertThat(server.database()
                        .sql("select token_hash from control.password_resets where person_id = ?")
                        .param(nurse.id().value())
                        .query(byte[].class)
                        .single())
                .isEqualTo(Digests.hash(token))
                .hasSize(32);
    }

    private Client.Answer issue(Client browser, PersonId person) {
        return browser.submit("/people/" + person.value() + "/password-link", Map.of());
    }

    private String issued(Somebody who) {
        return token(issue(server.signIn(administrator), who.id()));
    }

    private static String token(Client.Answer answer) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        Matcher link = LINK.matcher(answer.text());
        assertThat(link.find()).isTrue();
        return link.group(1);
    }

    private int signIn(String password) {
        return server.anonymous()
                .post("/api/v1/auth/login", Map.of("email", nurse.email(), "password", password))
                .status();
    }

    /** Without what differs from answer to answer, and without the address that was asked for. */
    private static String bare(Client.Answer answer) {
        return answer.text().replaceAll("nonce=\"[^\"]*\"", "").replaceAll("token=[\\w-]+", "");
    }

    private long links(Somebody who) {
        return server.database()
                .sql("select count(*) from control.password_resets where person_id = ?")
                .param(who.id().value())
                .query(Long.class)
                .single();
    }

    private long audited(Tenant in, String action, Somebody actor) {
        return server.database()
                .sql(
                        "select count(*) from loop.audit_stage where tenant_id = ? and action = ? and actor = ? and resource_id = ?")
                .params(
                        in.id().value(),
                        action,
                        actor.id().value(),
                        nurse.id().value().toString())
                .query(Long.class)
                .single();
    }
}
