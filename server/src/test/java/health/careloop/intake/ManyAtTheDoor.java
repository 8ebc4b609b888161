package health.careloop.intake;

import static org.awaitility.Awaitility.await;

import health.careloop.Lab;
import health.careloop.TestServer;
import health.careloop.audit.Action;
import health.careloop.keys.Seals;
import health.careloop.queue.Bell;
import health.careloop.senders.Dialect;
import health.careloop.senders.Sender;
import health.careloop.senders.Senders;
import health.careloop.senders.Signature;
import health.careloop.tenancy.IngestDatabase;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.UuidV7;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** Messages of many senders and tenants at once, and what is there of them afterwards. */
abstract class ManyAtTheDoor {
    static final Duration PATIENT = Duration.ofMinutes(1);
    static final byte[] BYTES = "no LDT at all".getBytes(StandardCharsets.US_ASCII);

    final TestServer server = TestServer.shared();

    GroupCommit groupCommit(Duration longestWait) {
        GroupCommit groupCommit = new GroupCommit(
                server.bean(AcceptanceStore.class),
                server.bean(IngestDatabase.class),
                server.bean(Bell.class),
                settings(longestWait));
        groupCommit.start();
        return groupCommit;
    }

    static IntakeSettings settings(Duration longestWait) {
        return settings(true, longestWait);
    }

    static IntakeSettings settings(boolean together, Duration longestWait) {
        return new IntakeSettings(
                DataSize.ofMegabytes(10), 50, together, longestWait, Duration.ofDays(90), Duration.ofDays(400));
    }

    /** As a relocation holds a tenant: whoever writes for it waits until this connection rolls back. */
    Connection lockedOut(Tenant tenant) throws SQLException {
        Connection connection = server.administrator();
        connection.setAutoCommit(false);
        try (var lock = connection.prepareStatement("select pg_advisory_xact_lock(hashtextextended(?, 20))")) {
            lock.setString(1, tenant.id().toString());
            lock.execute();
        }
        return connection;
    }

    void awaitSomebodyAtTheLock() {
        await().until(() -> server.database()
                        .sql("select count(*) from pg_stat_activity where usename = 'careloop_ingest' "
                                + "and wait_event_type = 'Lock'")
                        .query(Integer.class)
                        .single()
                == 1);
    }

    static byte[] bytes(int number) {
        return ("no LDT, number " + number).getBytes(StandardCharsets.US_ASCII);
    }

    PendingAcceptance pending(Lab lab, Tenant tenant, String webhookId, byte[] bytes) {
        Sender sender = server.bean(Senders.class).find(lab.sender().keyId()).orElseThrow();
        UUID message = UuidV7.next();
        byte[] sealed = server.bean(Seals.class)
                .seal(tenant.id(), AcceptTransmission.contentOf(message), bytes)
                .bytes();
        return PendingAcceptance.of(
                new Transmission(sender, named(webhookId), bytes, null, null, null), message, new byte[32], sealed);
    }

    /** A signature that was checked before. */
    static Signature named(String webhookId) {
        return new Signature(Dialect.STANDARD_WEBHOOKS, webhookId, "0", List.of());
    }

    List<Tenant> tenants(int count) {
        return Stream.generate(server::createTenant).limit(count).toList();
    }

    int messages(Tenant tenant) {
        return ids("select id from loop.messages where tenant_id = ?", tenant).size();
    }

    Set<UUID> entries(Tenant tenant) {
        return ids(
                "select resource_id::uuid from loop.audit_stage where tenant_id = ? and action = '"
                        + Action.MESSAGE_ACCEPTED.wire() + "'",
                tenant);
    }

    /** A job waits, is being worked on, or has become a dead letter: these bytes are no LDT. */
    Set<UUID> jobsEver(Tenant tenant) {
        return ids("""
                with own as (select ?::uuid tenant_id)
                select subject from loop.jobs_ready join own using (tenant_id)
                union select subject from loop.jobs_leased join own using (tenant_id)
                union select subject from loop.dead_letters join own using (tenant_id)
                """, tenant);
    }

    Set<UUID> ids(String sql, Tenant tenant) {
        return new HashSet<>(server.database()
                .sql(sql)
                .param(tenant.id().value())
                .query(UUID.class)
                .list());
    }

    static void all(List<Callable<Void>> work) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }
}
