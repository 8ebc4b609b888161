package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.intake.LastMessages.Last;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LastMessagesTest {
    private static final TestServer SERVER = TestServer.shared();

    private final LastMessages last = SERVER.bean(LastMessages.class);

    private static Tenant tenant(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        return SERVER.bean(Tenants.class).create("l-" + random, "Practice " + random, null, tier);
    }

    @Test
    void eachTenantHasTheMomentOfItsOwnNewestMessageInEveryTier() {
        Tenant pooled = tenant(Tier.POOLED);
        Tenant schema = tenant(Tier.SCHEMA);
        Tenant database = tenant(Tier.DATABASE);
        Tenant silent = tenant(Tier.POOLED);
        Instant before = Instant.now().minusSeconds(60);
        for (Tenant each : List.of(pooled, schema, database)) {
            assertThat(SERVER.lab(each)
                            .post("msg_" + UUID.randomUUID(), Samples.read("Z01_SYN_kalium_kritisch.ldt"))
                            .status())
                    .isEqualTo(202);
        }

        Map<TenantId, Last> found =
                last.of(List.of(pooled.id(), schema.id(), database.id(), silent.id(), new TenantId(UUID.randomUUID())));

        assertThat(found).hasSize(4).containsEntry(silent.id(), new Last.Never());
        for (Tenant each : List.of(pooled, schema, database)) {
            assertThat(found.get(each.id()))
                    .isInstanceOfSatisfying(
                            Last.At.class, at -> assertThat(at.moment()).isAfter(before));
        }
        SERVER.bean(Tenants.class).archive(pooled.id());
        assertThat(last.of(List.of(pooled.id())).get(pooled.id()))
                .as("also of one that is archived")
                .isInstanceOf(Last.At.class);
    }

    @Test
    void aServerThatDoesNotAnswerHoldsNobodyUp() {
        TenantId silent = onServerThatIsDown();
        TenantId there = tenant(Tier.POOLED).id();

        long begun = System.nanoTime();
        Map<TenantId, Last> found = last.of(List.of(silent, there));

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
        assertThat(found).containsEntry(silent, new Last.Unknown()).containsEntry(there, new Last.Never());
        forget(silent);
    }

    /** Or the queues would ask for work there as long as the shared server runs. */
    private static void forget(TenantId tenant) {
        var sql = SERVER.database();
        sql.sql("delete from control.placements where tenant_id = ?")
                .param(tenant.value())
                .update();
        sql.sql("delete from control.databases where cell = 'down' and name = ?")
                .param("d_" + tenant.toString().substring(0, 8))
                .update();
        sql.sql("delete from control.tenants where id = ?")
                .param(tenant.value())
                .update();
    }

    /** Nobody has looked up yet where it lives. */
    private static TenantId onServerThatIsDown() {
        TenantId id = new TenantId(UUID.randomUUID());
        String random = id.toString().substring(0, 8);
        var sql = SERVER.database();
        sql.sql("insert into control.cells (name, region) values ('down', 'eu-central') on conflict do nothing")
                .update();
        sql.sql("insert into control.databases (cell, name, identity, shared) values ('down', ?, ?, false)")
                .params("d_" + random, UUID.randomUUID())
                .update();
        sql.sql("insert into control.tenants (id, slug, name, status) values (?, ?, 'Down', 'ACTIVE')")
                .params(id.value(), "d-" + random)
                .update();
        sql.sql("""
                        insert into control.placements (tenant_id, tier, cell, database, schema, schema_version)
                        select ?, 'DATABASE', 'down', ?, 'tenant', max(schema_version) from control.placements
                        """).params(id.value(), "d_" + random).update();
        return id;
    }
}
