package health.careloop.tenancy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The tenants of this installation. */
@Component
public final class Tenants {
    private static final String COLUMNS = "select id, slug, name, bsnr, status from control.tenants ";

    /** Happened in the running transaction; the audit trail listens. */
    public record Created(Tenant tenant) {}

    private final ControlDatabase control;
    private final Placing placing;
    private final ApplicationEventPublisher events;

    Tenants(ControlDatabase control, Placing placing, ApplicationEventPublisher events) {
        this.control = control;
        this.placing = placing;
        this.events = events;
    }

    /** Where no application context is: on the command line. Looks only: what it created would be in no audit trail. */
    public static Tenants of(Databases databases) {
        ControlDatabase control = new ControlDatabase(databases);
        return new Tenants(control, new Placing(databases, control, new Placements(control)), event -> {
            throw new IllegalStateException("Create a tenant in an application context: its audit trail listens there");
        });
    }

    /** As {@link #create(String, String, String, Tier)}, in the shared tables. */
    public Tenant create(String slug, String name, @Nullable String bsnr) {
        return create(slug, name, bsnr, Tier.POOLED);
    }

    /**
     * Creates an active tenant. It is known first, has a place next and takes part last, so that a half-made one is
     * served nothing.
     *
     * @throws IllegalArgumentException when the slug is taken or malformed
     * @throws PlacementException when its place could not be made; it stays in state PROVISIONING
     */
    public Tenant create(String slug, String name, @Nullable String bsnr, Tier tier) {
        TenantId id = new TenantId(UuidV7.next());
        String wanted = slug.toLowerCase(Locale.ROOT);
        if (!wanted.matches("[a-z][a-z0-9-]{1,62}")) {
            throw new IllegalArgumentException(
                    "A tenant's short name has 2 to 63 letters, digits or hyphens and starts with a letter: " + slug);
        }
        if (bsnr != null && !bsnr.matches("[0-9]{9}")) {
            throw new IllegalArgumentException("A Betriebsstättennummer has nine digits: " + bsnr);
        }
        if (bsnr != null && findByBsnr(bsnr).isPresent()) {
            throw new IllegalArgumentException("There is a tenant with the Betriebsstättennummer " + bsnr + " already");
        }
        if (findBySlug(wanted).isPresent()) {
            throw new IllegalArgumentException("There is a tenant named " + wanted + " already");
        }
        Tenant tenant = new Tenant(id, wanted, name, Optional.ofNullable(bsnr), Tenant.Status.ACTIVE);
        control.inTransaction(() -> {
            control.sql()
                    .sql(
                            "insert into control.tenants (id, slug, name, bsnr, status) values (?, ?, ?, ?, 'PROVISIONING')")
                    .params(Arrays.asList(id.value(), wanted, name, bsnr))
                    .update();
            events.publishEvent(new Created(tenant));
        });
        Placement placement = placing.plan(id, tier, Cells.LOCAL);
        placing.build(placement);
        placing.admit(placement);
        control.sql()
                .sql("update control.tenants set status = 'ACTIVE', updated_at = now() where id = ?")
                .param(id.value())
                .update();
        return tenant;
    }

    public Optional<Tenant> find(TenantId id) {
        return one(control.sql().sql(COLUMNS + "where id = ?").param(id.value()));
    }

    public Optional<Tenant> findBySlug(String slug) {
        return one(control.sql().sql(COLUMNS + "where slug = ?").param(slug));
    }

    /** The practice with this Betriebsstättennummer. Routing inside a sender's grants, never a guess. */
    public Optional<Tenant> findByBsnr(String bsnr) {
        return one(control.sql().sql(COLUMNS + "where bsnr = ?").param(bsnr));
    }

    public List<Tenant> all() {
        return control.sql().sql(COLUMNS + "order by slug").query(Tenants::read).list();
    }

    private static Optional<Tenant> one(JdbcClient.StatementSpec statement) {
        return statement.query(Tenants::read).optional();
    }

    private static Tenant read(java.sql.ResultSet row, int number) throws java.sql.SQLException {
        return new Tenant(
                new TenantId(row.getObject("id", java.util.UUID.class)),
                row.getString("slug"),
                row.getString("name"),
                Optional.ofNullable(row.getString("bsnr")),
                Tenant.Status.valueOf(row.getString("status")));
    }
}
