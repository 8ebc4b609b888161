package health.careloop.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import health.careloop.access.Activations;
import health.careloop.access.Role;
import health.careloop.mail.Mailbox;
import health.careloop.provisioning.Provisioning.Changed;
import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tier;
import health.careloop.tenancy.UnknownTenantException;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A tenant is made as a whole, or what was made of it is taken back. */
class SagaTest extends ProvisioningCase {
    @ParameterizedTest
    @EnumSource(Tier.class)
    void sevenStepsMakeATenantInEveryTier(Tier tier) {
        Draft draft = draft(tier);

        TenantId tenant = made(draft);

        Run run = provisioning.find(tenant).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.progress()).isEqualTo(100);
        assertThat(run.tenant().status()).isEqualTo(Tenant.Status.ACTIVE);
        assertThat(run.logs()).extracting(Run.Log::step).containsExactly(ProvisioningStep.values());
        assertThat(run.logs())
                .extracting(Run.Log::status)
                .containsExactly(
                        LogStatus.SUCCEEDED,
                        LogStatus.SUCCEEDED,
                        LogStatus.SUCCEEDED,
                        LogStatus.SUCCEEDED,
                        LogStatus.SKIPPED,
                        LogStatus.SKIPPED,
                        LogStatus.SUCCEEDED);
        assertThat(run.logs())
                .allSatisfy(log -> assertThat(log.durationMillis()).isPresent());
        assertThat(run.logs().get(4).result()).containsEntry("reason", "no network is configured");
        assertThat(SERVER.bean(Placements.class).get(tenant)).isEqualTo(run.placement());
    }

    @Test
    void theAdministratorGetsALinkThatWorksOnceAndNoPassword() {
        Draft draft = draft(Tier.POOLED);
        made(draft);

        Mailbox.Mail welcome = mailTo(draft.adminEmail());

        assertThat(welcome.text()).contains("Clara Muster", draft.name()).doesNotContainIgnoringCase("passwort:");
        String token = welcome.text().replaceAll("(?s).*/activate\\?token=([A-Za-z0-9_-]+).*", "$1");
        Activations activations = SERVER.bean(Activations.class);
        assertThat(activations.accept(token, "Clara Muster", "violet lantern under the quay"))
                .isInstanceOf(Activations.Outcome.Accepted.class);
        assertThat(activations.accept(token, "Clara Muster", "violet lantern under the quay"))
                .isInstanceOf(Activations.Outcome.LinkInvalid.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Tier.class,
            names = {"SCHEMA", "DATABASE"})
    void whatIsThereUnderThePlannedNameIsRefusedAndLeftAlone(Tier tier) throws Exception {
        Requested.Accepted accepted = reserved(draft(tier));
        Run planned = provisioning.find(accepted.tenant()).orElseThrow();
        String thing = tier == Tier.SCHEMA
                ? "schema " + planned.placement().schema()
                : "database " + planned.placement().database().name();
        try (var administrator = SERVER.administrator();
                var statement = administrator.createStatement()) {
            statement.execute("create " + thing);
            statement.execute("comment on " + thing + " is 'precious'");

            SERVER.bean(Saga.class).drive(accepted.run());

            Run run = provisioning.find(accepted.tenant()).orElseThrow();
            assertThat(run.state()).isEqualTo(Run.State.ROLLED_BACK);
            assertThat(run.tenant().status()).isEqualTo(Tenant.Status.FAILED);
            assertThat(run.error())
                    .hasValueSatisfying(error -> assertThat(error)
                            .startsWith("CREATE_SCHEMA")
                            .contains("left alone")
                            .hasSizeLessThanOrEqualTo(500));
            statement.execute("comment on " + thing + " is 'still there'");
            statement.execute("drop " + thing);
        }
    }

    /** The same after it was written down that it would be made: only the mark on the thing itself says whose it is. */
    @ParameterizedTest
    @EnumSource(
            value = Tier.class,
            names = {"SCHEMA", "DATABASE"})
    void whatAppearsAfterThePlanWasWrittenIsNotDroppedEither(Tier tier) throws Exception {
        Requested.Accepted accepted = reserved(draft(tier));
        Run planned = provisioning.find(accepted.tenant()).orElseThrow();
        SERVER.database()
                .sql("update control.provisioning_runs set place_marked = true, completed = 1 where id = ?")
                .param(accepted.run())
                .update();
        String thing = tier == Tier.SCHEMA
                ? "schema " + planned.placement().schema()
                : "database " + planned.placement().database().name();
        try (var administrator = SERVER.administrator();
                var statement = administrator.createStatement()) {
            statement.execute("create " + thing);

            SERVER.bean(Saga.class).drive(accepted.run());

            assertThat(provisioning.find(accepted.tenant()).orElseThrow().state())
                    .isEqualTo(Run.State.ROLLED_BACK);
            statement.execute("comment on " + thing + " is 'still there'");
            statement.execute("drop " + thing);
        }
        assertThat(leftOf(planned)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aFailedRunIsTakenBackAtOnceAndLeavesNothing(Tier tier) {
        Requested.Accepted accepted = reserved(draft(tier));
        Run planned = provisioning.find(accepted.tenant()).orElseThrow();
        breakAdministrator(accepted.run());

        SERVER.bean(Saga.class).drive(accepted.run());

        Run run = provisioning.find(accepted.tenant()).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.ROLLED_BACK);
        assertThat(run.tenant().status()).isEqualTo(Tenant.Status.FAILED);
        assertThat(run.logs().stream()
                        .filter(log -> log.status() == LogStatus.COMPENSATED)
                        .map(Run.Log::step))
                .containsExactly(
                        ProvisioningStep.SEED_ROLES_AND_USER,
                        ProvisioningStep.RUN_MIGRATIONS,
                        ProvisioningStep.CREATE_SCHEMA,
                        ProvisioningStep.CREATE_TENANT_RECORD);
        assertThat(leftOf(planned)).isEmpty();
        assertThatThrownBy(() -> SERVER.bean(Placements.class).get(accepted.tenant()))
                .isInstanceOf(UnknownTenantException.class);
    }

    @Test
    void aRunThatWasTakenBackMayBeMadeAfterAll() {
        Draft draft = draft(Tier.SCHEMA);
        Requested.Accepted accepted = reserved(draft);
        byte[] whole = breakAdministrator(accepted.run());
        SERVER.bean(Saga.class).drive(accepted.run());
        administrator(accepted.run(), whole);

        assertThat(provisioning.resume(accepted.tenant())).isInstanceOf(Changed.Done.class);

        Awaitility.await()
                .untilAsserted(() -> assertThat(provisioning
                                .find(accepted.tenant())
                                .orElseThrow()
                                .state())
                        .isEqualTo(Run.State.DONE));
    }

    @Test
    void whatWasTakenBackIsToldAsSuch() {
        TestServer.Somebody asking = SERVER.person(SERVER.createTenant(), Role.PLATFORM_OPERATOR);
        Requested.Accepted accepted = reserved(draft(Tier.POOLED), asking.id());
        breakAdministrator(accepted.run());

        SERVER.bean(Saga.class).drive(accepted.run());

        assertThat(mailTo(asking.email()).text())
                .contains(accepted.run().toString(), "SEED_ROLES_AND_USER", "zurückgenommen")
                .doesNotContain("wartet auf Sie");
    }

    @Test
    void aTenantWhosePeopleAreInvitedByWhoeverAsksIsMadeInTheSameSteps() {
        String slug = "u-" + UUID.randomUUID().toString().substring(0, 12);

        Tenant tenant = provisioning.provision(slug, "Praxis " + slug, null);

        assertThat(tenant.status()).isEqualTo(Tenant.Status.ACTIVE);
        Run run = provisioning.find(tenant.id()).orElseThrow();
        assertThat(run.logs()).extracting(Run.Log::step).containsExactly(ProvisioningStep.values());
        assertThat(run.logs().get(3).result()).containsEntry("reason", "whoever asked invites its people");
        assertThat(run.logs().get(6).result()).containsEntry("reason", "there is nobody to write to");
        assertThatThrownBy(() -> provisioning.provision(slug, "Praxis " + slug, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Another tenant has the slug");
    }

    @Test
    void aTenantThatIsBeingMadeIsNotArchived() {
        Requested.Accepted accepted = reserved(draft(Tier.POOLED));

        assertThat(provisioning.archive(accepted.tenant()))
                .isEqualTo(new Changed.Refused(new Refusal.Busy(Run.State.RUNNING)));
    }
}
