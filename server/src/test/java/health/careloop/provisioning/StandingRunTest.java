package health.careloop.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.access.Activations;
import health.careloop.access.People;
import health.careloop.access.PersonId;
import health.careloop.access.Role;
import health.careloop.audit.Audit;
import health.careloop.mail.Mailbox;
import health.careloop.provisioning.Provisioning.Changed;
import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where a person decides: a failed run stands, and is resumed or rolled back. */
class StandingRunTest extends ProvisioningCase {
    private static final String OPERATOR = "betrieb@example.org";

    @Test
    void whereAPersonDecidesAFailedRunStandsAsItIs() {
        Draft draft = draft(Tier.SCHEMA);
        Requested.Accepted accepted = standing(draft, null);

        Run run = provisioning.find(accepted.tenant()).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.STANDING);
        assertThat(run.tenant().status()).isEqualTo(Tenant.Status.PROVISIONING);
        assertThat(run.completed()).isEqualTo(3);
        assertThat(run.error()).hasValueSatisfying(error -> assertThat(error).startsWith("SEED_ROLES_AND_USER"));
        assertThat(run.logs()).extracting(Run.Log::status).doesNotContain(LogStatus.COMPENSATED);
        assertThat(leftOf(run)).as("what was made").isNotEmpty();
        assertThat(store.abandoned()).as("nobody takes it up").doesNotContain(accepted.run());
        standing().drive(accepted.run());
        assertThat(provisioning.find(accepted.tenant())).contains(run);
        assertThat(provisioning.archive(accepted.tenant()))
                .isEqualTo(new Changed.Refused(new Refusal.Busy(Run.State.STANDING)));
        assertThat(provisioning.request(draft, null))
                .as("its name is still its own")
                .isEqualTo(new Requested.Refused(new Refusal.Taken(EnumSet.of(Tenants.Name.SLUG))));
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aPersonResumesAStandingRunWithTheStepThatFailed(Tier tier) {
        Requested.Accepted accepted = reserved(draft(tier));
        byte[] whole = breakAdministrator(accepted.run());
        standing().drive(accepted.run());
        administrator(accepted.run(), whole);

        assertThat(provisioning.resume(accepted.tenant())).isInstanceOf(Changed.Done.class);

        Run run = over(accepted, Run.State.DONE);
        assertThat(run.tenant().status()).isEqualTo(Tenant.Status.ACTIVE);
        assertThat(run.logs())
                .extracting(Run.Log::step)
                .as("what was done is not done again")
                .containsExactly(
                        ProvisioningStep.CREATE_TENANT_RECORD,
                        ProvisioningStep.CREATE_SCHEMA,
                        ProvisioningStep.RUN_MIGRATIONS,
                        ProvisioningStep.SEED_ROLES_AND_USER,
                        ProvisioningStep.SEED_ROLES_AND_USER,
                        ProvisioningStep.DEPLOY_SOROBAN_CONTRACT,
                        ProvisioningStep.STORE_CONTRACT_ADDRESS,
                        ProvisioningStep.SEND_WELCOME_EMAIL);
        assertThat(provisioning.resume(accepted.tenant()))
                .isEqualTo(new Changed.Refused(new Refusal.Busy(Run.State.DONE)));
        assertThat(actions(accepted.tenant())).containsSubsequence("tenant_failed", "tenant_resumed");
    }

    @ParameterizedTest
    @EnumSource(Tier.class)
    void aPersonRollsAStandingRunBack(Tier tier) {
        Requested.Accepted accepted = standing(draft(tier), null);
        Run stood = provisioning.find(accepted.tenant()).orElseThrow();

        assertThat(provisioning.rollback(accepted.tenant())).isInstanceOf(Changed.Done.class);

        Run run = over(accepted, Run.State.ROLLED_BACK);
        assertThat(run.tenant().status()).isEqualTo(Tenant.Status.FAILED);
        assertThat(run.error()).as("why it had failed").isEqualTo(stood.error());
        assertThat(leftOf(stood)).isEmpty();
        assertThat(provisioning.rollback(accepted.tenant()))
                .isEqualTo(new Changed.Refused(new Refusal.Busy(Run.State.ROLLED_BACK)));
        assertThat(actions(accepted.tenant())).contains("tenant_rolled_back");
    }

    @Test
    void whoRunsTheInstallationAndWhoAskedAreToldThatARunStands() {
        TestServer.Somebody asking = SERVER.person(SERVER.createTenant(), Role.PLATFORM_OPERATOR);
        Draft draft = draft(Tier.POOLED);
        Requested.Accepted accepted = standing(draft, asking.id());

        for (String address : List.of(OPERATOR, asking.email())) {
            Mailbox.Mail letter = mailTo(address);
            assertThat(letter.subject()).contains(draft.name());
            assertThat(letter.text())
                    .contains(accepted.run().toString(), "SEED_ROLES_AND_USER", "wartet auf Sie")
                    .as("nothing that opens anything, and nobody's address")
                    .doesNotContain("token=", draft.adminEmail(), "no address");
        }
    }

    /** As it is where a person decides about failed runs. */
    private Saga standing() {
        ProvisioningSettings settings = new ProvisioningSettings(
                ProvisioningSettings.OnFailure.STAND,
                Duration.ofMinutes(1),
                1,
                OPERATOR,
                false,
                Duration.ofHours(24),
                5,
                Map.of(),
                Map.of());
        return new Saga(
                store,
                SERVER.bean(Acts.class),
                new Letters(
                        SERVER.bean(Mailbox.class),
                        SERVER.bean(Activations.class),
                        SERVER.bean(People.class),
                        settings),
                SERVER.bean(Tenants.class),
                SERVER.bean(ControlDatabase.class),
                SERVER.bean(Audit.class),
                settings);
    }

    private Requested.Accepted standing(Draft draft, @Nullable PersonId by) {
        Requested.Accepted accepted = reserved(draft, by);
        breakAdministrator(accepted.run());
        standing().drive(accepted.run());
        return accepted;
    }

    private Run over(Requested.Accepted accepted, Run.State state) {
        return Awaitility.await()
                .until(() -> provisioning.find(accepted.tenant()).orElseThrow(), run -> run.state() == state);
    }

    private static List<String> actions(TenantId tenant) {
        return SERVER.database()
                .sql("select action from control.audit_stage where tenant_id = ? order by at, id")
                .param(tenant.value())
                .query(String.class)
                .list();
    }
}
