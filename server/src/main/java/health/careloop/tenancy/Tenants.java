package health.careloop.tenancy;

import java.sql.ResultSet;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
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

    /** Happened in the running transaction: whoever remembers what the tenant's people and senders may do forgets it. */
    public record Archived(TenantId tenant) {}

    /** What a tenant is called, beside its id; no two tenants may have one of them in common, but the failed. */
    public enum Name {
        SLUG,
        DOMAIN,
        BSNR
    }

    /** Before anything is made for it. */
    public record Reservation(
            TenantId id,
            String slug,
            String name,
            @Nullable String bsnr,
            @Nullable String domain) {}

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
     * Creates an active tenant without a run and its log: for tests and benchmarks, which need many and read no log. It
     * is known first, has a place next and takes part last, so that a half-made one is served nothing.
     *
     * @throws IllegalArgumentException when the slug is taken or malformed
     * @throws PlacementException when its place could not be made; what there was of it is taken back
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
        reserve(new Reservation(id, wanted, name, bsnr, null));
        begin(id);
        Placement placement = placing.plan(id, tier, Cells.LOCAL);
        try {
            placing.create(placement);
            placing.migrate(placement);
            placing.admit(placement);
        } catch (RuntimeException e) {
            fail(id);
            placing.takeBack(placement);
            throw e;
        }
        activate(id);
        return new Tenant(id, wanted, name, Optional.ofNullable(bsnr), Tenant.Status.ACTIVE);
    }

    /** Which of these names another tenant has. */
    public Set<Name> taken(Reservation wanted) {
        Set<Name> taken = EnumSet.noneOf(Name.class);
        control.sql()
                .sql("""
                        select slug = ? as slug, domain = ? as domain, bsnr = ? as bsnr from control.tenants
                        where id <> ? and status <> 'FAILED' and (slug = ? or domain = ? or bsnr = ?)
                        """)
                .params(Arrays.asList(
                        wanted.slug(),
                        wanted.domain(),
                        wanted.bsnr(),
                        wanted.id().value(),
                        wanted.slug(),
                        wanted.domain(),
                        wanted.bsnr()))
                .query((ResultSet row) -> {
                    for (Name name : Name.values()) {
                        if (row.getBoolean(name.name().toLowerCase(Locale.ROOT))) {
                            taken.add(name);
                        }
                    }
                });
        return taken;
    }

    /**
     * Writes down who is to become a tenant, so that nobody else takes its names.
     *
     * @throws org.springframework.dao.DuplicateKeyException when another tenant has one of them
     */
    public void reserve(Reservation tenant) {
        control.sql()
                .sql(
                        "insert into control.tenants (id, slug, name, bsnr, domain, status) values (?, ?, ?, ?, ?, 'PENDING')")
                .params(Arrays.asList(
                        tenant.id().value(), tenant.slug(), tenant.name(), tenant.bsnr(), tenant.domain()))
                .update();
    }

    /**
     * Its place is being made. Repeatable.
     *
     * @throws org.springframework.dao.DuplicateKeyException when it had failed, and another has one of its names now
     */
    public void begin(TenantId id) {
        control.inTransaction(() -> {
            Tenant before = find(id).orElseThrow(() -> new UnknownTenantException(id));
            if (become(id, Tenant.Status.PROVISIONING) && before.status() == Tenant.Status.PENDING) {
                events.publishEvent(new Created(before));
            }
        });
    }

    /** From now on it takes part. */
    public void activate(TenantId id) {
        become(id, Tenant.Status.ACTIVE);
    }

    /** Served nothing; its names are free. */
    public void fail(TenantId id) {
        become(id, Tenant.Status.FAILED);
    }

    /**
     * Ends a tenant and keeps what is its: people, senders and tokens are refused, and the gate in its database closes.
     * Repeatable, should the gate's server not have answered.
     */
    public void archive(TenantId id) {
        control.inTransaction(() -> {
            control.sql().sql("""
                            update control.tenants set status = 'ARCHIVED', updated_at = now(),
                                archived_at = coalesce(archived_at, now())
                            where id = ?
                            """).param(id.value()).update();
            events.publishEvent(new Archived(id));
        });
        placing.close(placing.placementOf(id));
    }

    /** Takes part again, as it was. */
    public void restore(TenantId id) {
        placing.open(placing.placementOf(id));
        control.sql().sql("""
                        update control.tenants set status = 'ACTIVE', updated_at = now(), archived_at = null
                        where id = ? and status = 'ARCHIVED'
                        """).param(id.value()).update();
    }

    private boolean become(TenantId id, Tenant.Status status) {
        return control.sql()
                        .sql("update control.tenants set status = ?, updated_at = now() where id = ? and status <> ?")
                        .params(status.name(), id.value(), status.name())
                        .update()
                == 1;
    }

    public Optional<Tenant> find(TenantId id) {
        return one(control.sql().sql(COLUMNS + "where id = ?").param(id.value()));
    }

    public Optional<Tenant> findBySlug(String slug) {
        return one(control.sql()
                .sql(COLUMNS + "where slug = ? and status <> 'FAILED'")
                .param(slug));
    }

    /** The practice with this Betriebsstättennummer. Routing inside a sender's grants, never a guess. */
    public Optional<Tenant> findByBsnr(String bsnr) {
        return one(control.sql()
                .sql(COLUMNS + "where bsnr = ? and status <> 'FAILED'")
                .param(bsnr));
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
