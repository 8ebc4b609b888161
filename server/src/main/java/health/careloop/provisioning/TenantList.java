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
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

    /**
     * Which of them; everything about an empty one.
     *
     * @param text in the name or the short name, or where the Betriebsstättennummer begins, or the whole id
     */
    public record Search(String text, Set<Tenant.Status> statuses) {
        public static final Search EVERYBODY = new Search("", Set.of());

        public Search {
            text = text.strip();
            statuses = Set.copyOf(statuses);
        }
    }

    /** A PostgreSQL server that tenants may be placed on. */
    public record Cell(String name, String region) {}

    private static final String COLUMNS = """
            select t.id, t.slug, t.name, t.status, t.domain, t.bsnr, t.soroban_contract_id, t.created_at, t.archived_at,
                   coalesce(p.tier, r.tier) as tier, coalesce(p.cell, r.cell) as cell, p.schema_version, r.state
            from control.tenants t left join control.placements p on p.tenant_id = t.id
            left join control.provisioning_runs r on r.tenant_id = t.id
            """;

    /** Names are few and public here, so they are looked through; what is searched for is no pattern. */
    private static final String FITS = """
            where (? = '' or position(lower(?) in lower(t.name)) > 0 or position(lower(?) in t.slug) > 0
                   or starts_with(t.bsnr, ?) or t.id::text = lower(?))
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

    Page<Row> page(Search search, PageRequest asked) {
        Map<Tenant.Status, Integer> counts = counts(search.text());
        long total = counts.entrySet().stream()
                .filter(each -> search.statuses().isEmpty() || search.statuses().contains(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        String[] statuses = (search.statuses().isEmpty() ? EnumSet.allOf(Tenant.Status.class) : search.statuses())
                .stream().map(Tenant.Status::name).toArray(String[]::new);
        List<Row> rows = control.sql()
                .sql(COLUMNS + FITS + "and t.status = any (?) order by t.created_at desc, t.id desc limit ? offset ?")
                .params(text(search.text()))
                .params(statuses, asked.limit(), asked.offset())
                .query(TenantList::read)
                .list();
        return Page.of("tenants", rows, total, asked);
    }

    /** How many of those who fit the text have each status. */
    Map<Tenant.Status, Integer> counts(String text) {
        Map<Tenant.Status, Integer> counts = new EnumMap<>(Tenant.Status.class);
        control.sql()
                .sql("select t.status, count(*) from control.tenants t " + FITS + " group by t.status")
                .params(text(text))
                .query(row -> {
                    counts.put(Tenant.Status.valueOf(row.getString(1)), row.getInt(2));
                });
        return counts;
    }

    private static List<Object> text(String text) {
        return Collections.nCopies(5, text.strip());
    }

    List<Cell> cells() {
        return control.sql()
                .sql("select name, region from control.cells order by name")
                .query((row, number) -> new Cell(row.getString("name"), row.getString("region")))
                .list();
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
