package health.careloop.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import health.careloop.tenancy.UnknownTenantException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A tenant is made as a whole, or what was made of it is taken back. */
class SagaTest {
    private static final TestServer SERVER = TestServer.shared();

    private static final String OPERATOR = "betrieb@example.org";

    private final Provisioning provisioning = SERVER.bean(Provisioning.class);
    private final RunStore store = SERVER.bean(RunStore.class);

    static Draft draft(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        return Draft.of("Praxis " + random, "chef-" + random + "@example.org", "Clara", "Muster")
                .in(tier.name());
    }

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

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(provisioning
                                .find(accepted.tenant())
                                .orElseThrow()
                                .state())
                        .isEqualTo(Run.State.DONE));
    }

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
    void ofTwoOperatorsWhoMakeTheSameTenantOneWinsAndTheOtherIsTold() throws Exception {
        Draft draft = draft(Tier.POOLED).known(null, "p" + UUID.randomUUID() + ".example.org", null);
        Callable<Requested> ask = () -> provisioning.request(draft, null);
        try (var operators = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Requested>> asked = operators.invokeAll(List.of(ask, ask));

            List<Requested> answers = List.of(asked.get(0).get(), asked.get(1).get());

            assertThat(answers).filteredOn(Requested.Accepted.class::isInstance).hasSize(1);
            assertThat(answers)
                    .contains(new Requested.Refused(
                            new Refusal.Taken(EnumSet.of(Tenants.Name.SLUG, Tenants.Name.DOMAIN))));
        }
    }

    @Test
    void onlyOneDriverWorksOnARun() {
        Requested.Accepted accepted = reserved(draft(Tier.POOLED));
        assertThat(store.claim(accepted.run(), java.time.Duration.ofMinutes(1))).isPresent();

        SERVER.bean(Saga.class).drive(accepted.run());

        assertThat(provisioning.find(accepted.tenant()).orElseThrow().logs()).isEmpty();
    }

    @Test
    void whoseDriverDiedIsTakenUpWhenTheLeaseHasEnded() {
        Requested.Accepted accepted = reserved(draft(Tier.SCHEMA));
        RunStore.Held dead =
                store.claim(accepted.run(), java.time.Duration.ofMinutes(1)).orElseThrow();
        store.begin(dead, ProvisioningStep.CREATE_TENANT_RECORD, java.time.Duration.ofMinutes(1));
        assertThat(store.abandoned()).doesNotContain(accepted.run());
        SERVER.database()
                .sql("update control.provisioning_runs set lease_until = now() - interval '1 second' where id = ?")
                .param(accepted.run())
                .update();
        assertThat(store.abandoned()).contains(accepted.run());

        SERVER.bean(Saga.class).drive(accepted.run());

        Run run = provisioning.find(accepted.tenant()).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.DONE);
        assertThat(run.logs().getFirst().status()).isEqualTo(LogStatus.INTERRUPTED);
        assertThatThrownBy(() -> store.markPlace(dead)).isInstanceOf(RunStore.LeaseLostException.class);
    }

    @Test
    void aCellThatDoesNotAnswerLeavesNothingBehind() {
        cell("down", 10, 10, 10);

        TenantId tenant = ((Requested.Accepted)
                        provisioning.provision(draft(Tier.DATABASE).on("down"), null))
                .tenant();

        Run run = provisioning.find(tenant).orElseThrow();
        assertThat(run.state()).isEqualTo(Run.State.ROLLED_BACK);
        assertThat(run.error()).hasValueSatisfying(error -> assertThat(error).contains("down/d_", "looked at"));
    }

    @ParameterizedTest
    @CsvSource({"POOLED,0,0,tenants", "SCHEMA,0,1,schemas", "DATABASE,1,0,databases"})
    void aCellThatIsFullIsNamedWithItsLimit(Tier tier, int schemas, int databases, String limit) {
        String cell = "full-" + limit;
        cell(cell, limit.equals("tenants") ? 1 : 10, schemas, databases);
        if (limit.equals("tenants")) {
            assertThat(reserved(draft(tier).on(cell))).isNotNull();
        }

        assertThat(provisioning.request(draft(tier).on(cell), null))
                .isEqualTo(new Requested.Refused(new Refusal.CellFull(cell, limit)));
        assertThat(provisioning.plan(draft(tier).on(cell)))
                .isEqualTo(new Provisioning.Planned.Refused(new Refusal.CellFull(cell, limit)));
    }

    @Test
    void aCellNobodyRegisteredIsRefused() {
        assertThat(provisioning.request(draft(Tier.POOLED).on("nowhere"), null))
                .isEqualTo(new Requested.Refused(new Refusal.NoSuchCell("nowhere")));
    }

    @Test
    void aTenantThatIsBeingMadeIsNotArchived() {
        Requested.Accepted accepted = reserved(draft(Tier.POOLED));

        assertThat(provisioning.archive(accepted.tenant()))
                .isEqualTo(new Changed.Refused(new Refusal.Busy(Run.State.RUNNING)));
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
        return org.awaitility.Awaitility.await()
                .until(() -> provisioning.find(accepted.tenant()).orElseThrow(), run -> run.state() == state);
    }

    private static List<String> actions(TenantId tenant) {
        return SERVER.database()
                .sql("select action from control.audit_stage where tenant_id = ? order by at, id")
                .param(tenant.value())
                .query(String.class)
                .list();
    }

    private void cell(String name, int tenants, int schemas, int databases) {
        SERVER.database().sql("""
                        insert into control.cells (name, region, most_tenants, most_schemas, most_databases)
                        values (?, 'test', ?, ?, ?) on conflict do nothing
                        """).params(name, tenants, schemas, databases).update();
    }

    private TenantId made(Draft draft) {
        return ((Requested.Accepted) provisioning.provision(draft, null)).tenant();
    }

    /** Written down, with nobody at work on it: it is as old as one that a dead node left. */
    private Requested.Accepted reserved(Draft draft) {
        return reserved(draft, null);
    }

    private Requested.Accepted reserved(Draft draft, @Nullable PersonId by) {
        return switch (provisioning.request(draft, by, false)) {
            case Requested.Accepted accepted -> accepted;
            case Requested.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** Makes the fourth step fail: nobody can be invited under this address. */
    private byte[] breakAdministrator(UUID run) {
        byte[] whole = SERVER.database()
                .sql("select admin from control.provisioning_runs where id = ?")
                .param(run)
                .query(byte[].class)
                .single();
        RunStore.Held held = store.claim(run, java.time.Duration.ofMinutes(1)).orElseThrow();
        store.keepAdmin(held, new RunStore.Admin("no address", "Clara", "Muster", "de", null));
        SERVER.database()
                .sql("update control.provisioning_runs set lease_until = null, attempt = 0 where id = ?")
                .param(run)
                .update();
        return whole;
    }

    private void administrator(UUID run, byte[] sealed) {
        SERVER.database()
                .sql("update control.provisioning_runs set admin = ? where id = ?")
                .params(sealed, run)
                .update();
    }

    private Mailbox.Mail mailTo(String address) {
        return SERVER.bean(Mailbox.class).newest(200).stream()
                .filter(mail -> mail.to().equals(address))
                .findFirst()
                .orElseThrow();
    }

    /** Schemas, databases and roles that are there of it. */
    static Set<String> leftOf(Run run) {
        String schema = run.placement().tier() == Tier.SCHEMA ? run.placement().schema() : "";
        String database = run.placement().tier() == Tier.DATABASE
                ? run.placement().database().name()
                : "none";
        return Set.copyOf(SERVER.database()
                .sql("""
                        select nspname from pg_namespace where nspname = ?
                        union all select datname from pg_database where datname in (?, ?)
                        union all select rolname from pg_roles where rolname like ? || '\\_%'
                        union all select tenant_id::text from control.placements where tenant_id = ?
                        union all select name from control.databases where name = ?
                        union all select schema from app.schema_versions where schema = ?
                        """)
                .params(
                        schema,
                        database,
                        "draft_" + run.tenant().id().toString().replace("-", ""),
                        database,
                        run.tenant().id().value(),
                        database,
                        schema)
                .query(String.class)
                .list());
    }
}
