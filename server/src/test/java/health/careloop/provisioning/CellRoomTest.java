package health.careloop.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.provisioning.Provisioning.Refusal;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A cell that is full, silent or unknown takes no tenant. */
class CellRoomTest extends ProvisioningCase {
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

    private void cell(String name, int tenants, int schemas, int databases) {
        SERVER.database().sql("""
                        insert into control.cells (name, region, most_tenants, most_schemas, most_databases)
                        values (?, 'test', ?, ?, ?) on conflict do nothing
                        """).params(name, tenants, schemas, databases).update();
    }
}
