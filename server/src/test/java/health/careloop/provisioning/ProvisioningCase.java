package health.careloop.provisioning;

import health.careloop.TestServer;
import health.careloop.access.PersonId;
import health.careloop.mail.Mailbox;
import health.careloop.provisioning.Provisioning.Requested;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tier;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A tenant that is written down, made, or kept from being made. */
abstract class ProvisioningCase {
    static final TestServer SERVER = TestServer.shared();

    final Provisioning provisioning = SERVER.bean(Provisioning.class);
    final RunStore store = SERVER.bean(RunStore.class);

    static Draft draft(Tier tier) {
        String random = UUID.randomUUID().toString().substring(0, 12);
        return Draft.of("Praxis " + random, "chef-" + random + "@example.org", "Clara", "Muster")
                .in(tier.name());
    }

    TenantId made(Draft draft) {
        return ((Requested.Accepted) provisioning.provision(draft, null)).tenant();
    }

    /** Written down, with nobody at work on it: it is as old as one that a dead node left. */
    Requested.Accepted reserved(Draft draft) {
        return reserved(draft, null);
    }

    Requested.Accepted reserved(Draft draft, @Nullable PersonId by) {
        return switch (provisioning.request(draft, by, false)) {
            case Requested.Accepted accepted -> accepted;
            case Requested.Refused refused -> throw new IllegalStateException(refused.toString());
        };
    }

    /** Makes the fourth step fail: nobody can be invited under this address. */
    byte[] breakAdministrator(UUID run) {
        byte[] whole = SERVER.database()
                .sql("select admin from control.provisioning_runs where id = ?")
                .param(run)
                .query(byte[].class)
                .single();
        RunStore.Held held = store.claim(run, Duration.ofMinutes(1)).orElseThrow();
        store.keepAdmin(held, new RunStore.Admin("no address", "Clara", "Muster", "de", null));
        SERVER.database()
                .sql("update control.provisioning_runs set lease_until = null, attempt = 0 where id = ?")
                .param(run)
                .update();
        return whole;
    }

    void administrator(UUID run, byte[] sealed) {
        SERVER.database()
                .sql("update control.provisioning_runs set admin = ? where id = ?")
                .params(sealed, run)
                .update();
    }

    Mailbox.Mail mailTo(String address) {
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
