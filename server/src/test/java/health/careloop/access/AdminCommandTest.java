package health.careloop.access;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.TestServer;
import health.careloop.TestServer.Somebody;
import health.careloop.mail.Mailbox;
import health.careloop.provisioning.OnCommandLine;
import health.careloop.provisioning.Provisioning;
import health.careloop.provisioning.ProvisioningStep;
import health.careloop.provisioning.Run;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.tenancy.Databases;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

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
        assertThat(link)
                .as("where the server beside it really listens, which no setting says")
                .startsWith(server.url() + "/activate?token=");
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

    @Test
    void somebodyWhoIsThereGetsALinkForANewPassword() {
        Somebody nurse = server.person(server.createTenant(), Role.NURSE);

        assertThat(run("reset", "--email", nurse.email())).isZero();
        String byReset = token("/reset?token=");
        assertThat(run(
                        "invite",
                        "--email",
                        nurse.email(),
                        "--tenant",
                        nurse.tenant().slug()))
                .isZero();
        String byInvitation = token("/reset?token=");

        PasswordResets resets = server.bean(PasswordResets.class);
        assertThat(resets.find(byReset)).as("a newer link was made").isEmpty();
        assertThat(resets.accept(byInvitation, "another lantern over the quay"))
                .isEqualTo(new PasswordResets.Outcome.Done(nurse.id()));
        assertThat(server.bean(People.class).membershipsOf(nurse.id()))
                .as("an invitation without a role changes none")
                .extracting(Membership::role)
                .containsExactly(Role.NURSE);
    }

    @Test
    void whoIsInvitedElsewhereStillProvesTheOldPassword() {
        Somebody nurse = server.person(server.createTenant(), Role.NURSE);

        assertThat(run("invite", "--email", nurse.email(), "--tenant", slug, "--create", "Praxis Nebenan"))
                .isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains("/activate?token=");
    }

    @Test
    void theSecondFactorOfALostPhoneIsResetBesideARunningServer() {
        Somebody operator = server.person(server.createTenant(), Role.PLATFORM_OPERATOR);
        Client session = server.signIn(operator);

        assertThat(run("reset-factor", "--email", operator.email())).isZero();

        assertThat(out.toString(StandardCharsets.UTF_8)).contains(operator.email());
        server.bean(Rights.class).forgetAll();
        assertThat(session.get("/api/v1/auth/me").status()).isEqualTo(401);
        server.forgetFactor(operator);
        assertThat(server.withToken(operator).get("/admin/tenants").problem()).isEqualTo("second-factor-required");
        assertThat(server.database()
                        .sql("""
                                select count(*) from loop.audit_stage
                                where tenant_id = ? and action = 'second_factor_reset' and resource_id = ?
                                """)
                        .params(operator.tenant().id().value(), operator.id().toString())
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        assertThat(server.bean(Mailbox.class).newest(200))
                .anyMatch(mail ->
                        mail.to().equals(operator.email()) && mail.text().contains("zurückgesetzt"));
        assertThat(run("reset-factor", "--email", operator.email())).isEqualTo(1);
        assertThat(run("reset-factor", "--email", "nobody-" + slug + "@example.org"))
                .isEqualTo(1);
        assertThat(run("reset-factor")).isEqualTo(2);
    }

    @Test
    void aResetOfNobodyIsSaid() {
        assertThat(run("reset", "--email", "nobody-" + slug + "@example.org")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("admin invite");
        assertThat(run("reset", "--tenant", slug)).isEqualTo(2);
        assertThat(run("reset", "--email", "a@example.org", "--tenant", slug)).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aNewTenantGoesThroughTheSevenStepsAndIsWrittenToByNobody() {
        assertThat(run("invite", "--email", "erika@example.org", "--tenant", slug, "--create", "Praxis Erika"))
                .isZero();

        Tenant made = server.bean(Tenants.class).findBySlug(slug).orElseThrow();
        Run run = server.bean(Provisioning.class).find(made.id()).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.logs()).extracting(Run.Log::step).containsExactly(ProvisioningStep.values());
        assertThat(run.logs())
                .extracting(Run.Log::status)
                .containsExactly(
                        LogStatus.SUCCEEDED,
                        LogStatus.SUCCEEDED,
                        LogStatus.SUCCEEDED,
                        LogStatus.SKIPPED,
                        LogStatus.SKIPPED,
                        LogStatus.SKIPPED,
                        LogStatus.SKIPPED);
        assertThat(run.logs())
                .filteredOn(log -> log.status() == LogStatus.SKIPPED)
                .allSatisfy(log -> assertThat(log.result()).containsKey("reason"));
        assertThat(server.bean(Mailbox.class).newest(200))
                .noneMatch(mail ->
                        mail.subject().contains("Praxis Erika") && mail.to().equals("erika@example.org"));
    }

    /** The trail of a tenant with a database to itself lies there, and nowhere else. */
    @ParameterizedTest
    @EnumSource(Tier.class)
    void whoIsInvitedOrResetStandsInTheTrailOfTheTenantWhereverItLies(Tier tier) {
        Tenant tenant = server.bean(Tenants.class).create(slug, "Praxis " + slug, null, tier);
        Somebody nurse = server.person(tenant, Role.NURSE);

        assertThat(run("invite", "--email", "erika@example.org", "--tenant", slug))
                .isZero();
        assertThat(run("reset", "--email", nurse.email())).isZero();

        assertThat(actionsWhereItLies(tenant)).contains("user_invited", "password_link_issued");
    }

    private List<String> actionsWhereItLies(Tenant tenant) {
        String database =
                server.bean(Placements.class).get(tenant.id()).database().name();
        return JdbcClient.create(new DriverManagerDataSource(
                        server.postgres().jdbcUrl(database),
                        server.postgres().administrator(),
                        server.postgres().administratorPassword()))
                .sql("select action from loop.audit_stage where tenant_id = ?")
                .param(tenant.id().value())
                .query(String.class)
                .list();
    }

    @Test
    void whatCannotBecomeATenantIsASentenceAndLeavesNone() {
        Tenant known = server.createTenant();

        assertThat(run("invite", "--email", "erika@example.org", "--tenant", known.slug(), "--create", "Praxis Erika"))
                .isEqualTo(1);
        assertThat(run("invite", "--email", "erika@example.org", "--tenant", "Ä b", "--create", "Praxis Erika"))
                .isEqualTo(1);
        assertThat(run("invite", "--email", "no address", "--tenant", slug, "--create", "Praxis Erika"))
                .isEqualTo(1);

        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("Another tenant has the slug", "The short name has 2 to 63", "This is no e-mail address");
        assertThat(server.bean(Tenants.class).findBySlug(slug)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aNewTenantStandsInTheAuditTrail() {
        run("invite", "--email", "erika@example.org", "--tenant", slug, "--create", "Praxis Erika");

        assertThat(server.database().sql("""
                                select count(*) from control.audit_stage a join control.tenants t on t.id = a.tenant_id
                                where t.slug = ? and a.action = 'tenant_created' and a.resource_id = t.id::text
                                """).param(slug).query(Long.class).single())
                .isEqualTo(1);
    }

    /** Of the link printed last. */
    private String token(String path) {
        String link = out.toString(StandardCharsets.UTF_8)
                .lines()
                .reduce((one, later) -> later)
                .orElseThrow();
        assertThat(link).contains(path);
        return link.substring(link.indexOf('=') + 1);
    }

    private int run(String... arguments) {
        try (Databases databases = Databases.join(server.home())) {
            return AdminCommand.run(
                    List.of(arguments),
                    server.home(),
                    databases,
                    OnCommandLine.class,
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
        }
    }
}
