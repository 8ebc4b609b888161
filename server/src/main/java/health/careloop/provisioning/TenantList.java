package health.careloop.provisioning;

import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tenants;
import health.careloop.tenancy.Tier;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The tenants as their operator sees them: no row of theirs is touched. */
@Component
public final class TenantList {
    /**
     * @param version of the tenant's schema; empty while it has no place
     * @param run where the making of it stands; empty for one that was made without a run
     */
    public record Row(
            TenantId id,
            String slug,
            String name,
            Tenant.Status status,
            Optional<Tier> tier,
            Optional<String> cell,
            Optional<String> version,
            Optional<String> domain,
            Optional<String> bsnr,
            Optional<String> contract,
            Optional<Run.State> run,
            Instant createdAt,
            Optional<Instant> archivedAt) {}

    private static final String COLUMNS = """
            select t.id, t.slug, t.name, t.status, t.domain, t.bsnr, t.soroban_contract_id, t.created_at, t.archived_at,
                   coalesce(p.tier, r.tier) as tier, coalesce(p.cell, r.cell) as cell, p.schema_version, r.state
            from control.tenants t left join control.placements p on p.tenant_id = t.id
            left join control.provisioning_runs r on r.tenant_id = t.id
            """;

    private final ControlDatabase control;

    TenantList(ControlDatabase control) {
        this.control = control;
    }

    Optional<Row> find(TenantId id) {
        return control.sql()
                .sql(COLUMNS + "where t.id = ?")
                .param(id.value())
                .query(TenantList::read)
                .optional();
    }

    Page<Row> page(PageRequest asked) {
        long total = control.sql()
                .sql("select count(*) from control.tenants")
                .query(Long.class)
                .single();
        List<Row> rows = control.sql()
                .sql(COLUMNS + "order by t.created_at desc, t.id desc limit ? offset ?")
                .params(asked.limit(), asked.offset())
                .query(TenantList::read)
                .list();
        return Page.of("tenants", rows, total, asked);
    }

    Tenants.Reservation namesOf(TenantId id) {
        Row row = find(id).orElseThrow();
        return new Tenants.Reservation(
                id,
                row.slug(),
                row.name(),
                row.bsnr().orElse(null),
                row.domain().orElse(null));
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        return new Row(
                new TenantId(row.getObject("id", UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                Tenant.Status.valueOf(row.getString("status")),
                Optional.ofNullable(row.getString("tier")).map(Tier::valueOf),
                Optional.ofNullable(row.getString("cell")),
                Optional.ofNullable(row.getString("schema_version")),
                Optional.ofNullable(row.getString("domain")),
                Optional.ofNullable(row.getString("bsnr")),
                Optional.ofNullable(row.getString("soroban_contract_id")),
                Optional.ofNullable(row.getString("state")).map(Run.State::valueOf),
                row.getTimestamp("created_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("archived_at")).map(Timestamp::toInstant));
    }
}
