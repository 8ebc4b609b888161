package health.careloop.patients;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.audit.Caller;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantIsolationContract;
import health.careloop.tenancy.TenantScope;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class PatientIsolationTest {
    private static final TestServer TEST_SERVER = TestServer.shared();
    private static final Demographics ERIKA = new Demographics(
            "Mustermann", "Erika", null, new BirthDate(1964, 8, 12), Sex.FEMALE, null, null, "Heidestraße 17");
    private static final Identifiers NUMBERS = new Identifiers("4711", "A123456780", null);

    private static UUID erika(Tenant tenant) {
        return TenantScope.as(
                tenant.id(),
                DatabaseRole.APP,
                () -> TEST_SERVER
                        .bean(TenantDatabase.class)
                        .inTransaction(() -> TEST_SERVER.bean(Patients.class).create(ERIKA, NUMBERS))
                        .id());
    }

    @Nested
    class Records extends TenantIsolationContract {
        private final Patients patients = SERVER.bean(Patients.class);
        private final PatientStore store = SERVER.bean(PatientStore.class);

        @Override
        protected String table() {
            return "pooled.patients";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            return erika(tenant);
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of("find", patients::find, "byIds", id -> patients.byIdsAlsoDeleted(List.of(id)));
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> changes() {
            return Map.of(
                    "update", id -> patients.update(id, 1, ERIKA, NUMBERS),
                    "update in the store", id -> store.update(id, 1, ERIKA, NUMBERS),
                    "complete in the store", id -> store.complete(id, 1, ERIKA, NUMBERS),
                    "delete", id -> patients.delete(id, 1));
        }
    }

    @Test
    void theSameNameAndNumberInTwoTenantsLeadToTheOwnRecordOnly() {
        Tenant own = TEST_SERVER.createTenant();
        Tenant other = TEST_SERVER.createTenant();
        UUID here = erika(own);
        UUID there = erika(other);

        assertThat(search(own, "erika muster")).containsExactly(here);
        assertThat(search(other, "erika muster")).containsExactly(there);
        assertThat(match(own)).isEqualTo(new Match.Found(here, Match.Reason.PRACTICE_NUMBER));
        assertThat(match(other)).isEqualTo(new Match.Found(there, Match.Reason.PRACTICE_NUMBER));
    }

    @Test
    void equalNamesHaveNoEqualTokensAcrossTenants() {
        Tenant own = TEST_SERVER.createTenant();
        Tenant other = TEST_SERVER.createTenant();
        erika(own);
        erika(other);

        for (String table : List.of("pooled.patient_tokens", "pooled.patient_identifiers")) {
            assertThat(TEST_SERVER
                            .database()
                            .sql("select count(*) from " + table + " a join " + table
                                    + " b on a.token = b.token where a.tenant_id = ? and b.tenant_id = ?")
                            .params(own.id().value(), other.id().value())
                            .query(Integer.class)
                            .single())
                    .as(table)
                    .isZero();
        }
    }

    private static List<UUID> search(Tenant tenant, String query) {
        return TenantScope.as(
                        tenant.id(), () -> TEST_SERVER.bean(Patients.class).search(query, 0, 20))
                .stream()
                .map(Patient::id)
                .toList();
    }

    private static Match match(Tenant tenant) {
        Patients patients = TEST_SERVER.bean(Patients.class);
        return TenantScope.as(
                tenant.id(),
                DatabaseRole.WORKER,
                () -> TEST_SERVER
                        .bean(TenantDatabase.class)
                        .inTransaction(() -> patients.match(List.of(patients.seek(
                                        new Person(ERIKA, NUMBERS, null), UUID.randomUUID(), null, Caller.PLATFORM)))
                                .getFirst()));
    }
}
