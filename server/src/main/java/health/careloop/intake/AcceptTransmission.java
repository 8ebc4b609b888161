package health.careloop.intake;

import health.careloop.audit.Action;
import health.careloop.keys.Place;
import health.careloop.keys.Seals;
import health.careloop.queue.Bell;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes a transmission durable: replay row, raw bytes, job and audit entry in one statement and so one transaction and
 * one round trip. Only when it has committed is anything answered.
 */
@Component
class AcceptTransmission {
    /** The replay row decides; the rest joins it, so a repeated id writes nothing. */
    private static final String ACCEPT = """
            with replay as (
                insert into loop.replays (tenant_id, sender_id, webhook_id, sha256, message_id)
                values (?, ?, ?, ?, ?) on conflict do nothing returning tenant_id, message_id
            ), message as (
                insert into loop.messages
                    (tenant_id, id, sender_id, webhook_id, content, size_bytes, sha256, content_type, traceparent)
                select tenant_id, message_id, ?, ?, ?, ?, ?, ?, ? from replay
            ), job as (
                insert into loop.jobs_ready (tenant_id, id, queue, kind, priority, subject, traceparent)
                select tenant_id, ?, ?, ?, ?, message_id, ? from replay
            ), entry as (
                insert into loop.audit_stage (tenant_id, id, action, resource, resource_id, actor, outcome, ip, trace_id)
                select tenant_id, ?, ?, 'message', message_id::text, ?, 'success', ?, ? from replay
            )
            select message_id from replay
            """;

    private record Earlier(UUID messageId, byte[] sha256) {}

    private final TenantDatabase database;
    private final Seals seals;
    private final Bell bell;

    AcceptTransmission(TenantDatabase database, Seals seals, Bell bell) {
        this.database = database;
        this.seals = seals;
        this.bell = bell;
    }

    Acceptance accept(Transmission transmission) {
        TenantId tenant = transmission.sender().tenant();
        UUID messageId = UuidV7.next();
        byte[] sha256 = sha256(transmission.bytes());
        byte[] sealed =
                seals.seal(tenant, contentOf(messageId), transmission.bytes()).bytes();
        return TenantScope.as(tenant, DatabaseRole.INGEST, () -> {
            Optional<UUID> accepted = insert(transmission, tenant, messageId, sha256, sealed);
            if (accepted.isPresent()) {
                bell.ring(ProcessLdt.KIND.queue());
                return new Acceptance.Accepted(messageId);
            }
            return repeated(transmission, tenant, sha256);
        });
    }

    private Optional<UUID> insert(
            Transmission transmission, TenantId tenant, UUID messageId, byte[] sha256, byte[] sealed) {
        Sender sender = transmission.sender();
        return database.sql()
                .sql(ACCEPT)
                .params(Arrays.asList(
                        tenant.value(),
                        sender.id(),
                        transmission.webhookId(),
                        sha256,
                        messageId,
                        sender.id(),
                        transmission.webhookId(),
                        sealed,
                        transmission.bytes().length,
                        sha256,
                        transmission.contentType(),
                        transmission.traceparent(),
                        UuidV7.next(),
                        ProcessLdt.KIND.queue(),
                        ProcessLdt.KIND.name(),
                        ProcessLdt.KIND.priority(),
                        transmission.traceparent(),
                        UuidV7.next(),
                        Action.MESSAGE_ACCEPTED.wire(),
                        sender.id(),
                        transmission.ip(),
                        transmission.traceId()))
                .query(UUID.class)
                .optional();
    }

    private Acceptance repeated(Transmission transmission, TenantId tenant, byte[] sha256) {
        // Asked in the role that stands behind the wall: ingest itself sees the replays of all tenants.
        Earlier earlier = TenantScope.as(
                tenant,
                DatabaseRole.APP,
                () -> database.sql()
                        .sql("select message_id, sha256 from loop.replays where sender_id = ? and webhook_id = ?")
                        .params(transmission.sender().id(), transmission.webhookId())
                        .query((row, number) -> new Earlier(row.getObject(1, UUID.class), row.getBytes(2)))
                        .single());
        if (!MessageDigest.isEqual(earlier.sha256(), sha256)) {
            return new Acceptance.Contradicted();
        }
        database.sql()
                .sql("""
                        insert into loop.message_steps (tenant_id, message_id, id, step, reason)
                        values (?, ?, ?, 'duplicate', 'same-id-same-bytes')
                        """)
                .params(tenant.value(), earlier.messageId(), UuidV7.next())
                .update();
        return new Acceptance.Repeated(earlier.messageId());
    }

    static Place contentOf(UUID messageId) {
        return new Place("messages", "content", messageId);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-256", e);
        }
    }
}
