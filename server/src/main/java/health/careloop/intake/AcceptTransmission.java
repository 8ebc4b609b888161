package health.careloop.intake;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.keys.Place;
import health.careloop.keys.Seals;
import health.careloop.senders.Sender;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import health.careloop.web.Trace;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Makes a transmission durable: replay row, raw bytes, job and audit entry in one transaction. What can be computed is
 * computed here, on the request's own thread; the commit is shared with whoever comes at the same time. Only when it has
 * committed is anything answered.
 */
@Component
class AcceptTransmission {
    private record Earlier(UUID messageId, byte[] sha256) {}

    private final TenantDatabase database;
    private final Seals seals;
    private final GroupCommit groupCommit;
    private final Audit audit;

    AcceptTransmission(TenantDatabase database, Seals seals, GroupCommit groupCommit, Audit audit) {
        this.audit = audit;
        this.database = database;
        this.seals = seals;
        this.groupCommit = groupCommit;
    }

    /** Keeps that a sender named another tenant than its key does (T-23). */
    void keepContradiction(Sender sender, String ip) {
        Caller caller = new Caller(
                sender.id(), ip, null, null, Trace.find().map(Trace::traceId).orElse(null));
        caller.calls(() -> TenantScope.as(sender.tenant(), DatabaseRole.APP, () -> {
            database.inTransaction(() ->
                    audit.record(Entry.of(Action.TENANT_CONTRADICTED, "tenant").failed()));
            return true;
        }));
    }

    Acceptance accept(Transmission transmission) {
        TenantId tenant = transmission.sender().tenant();
        UUID messageId = UuidV7.next();
        byte[] sha256 = sha256(transmission.bytes());
        byte[] sealed =
                seals.seal(tenant, contentOf(messageId), transmission.bytes()).bytes();
        PendingAcceptance pending = PendingAcceptance.of(transmission, messageId, sha256, sealed);
        return groupCommit.commit(pending)
                ? new Acceptance.Accepted(messageId)
                : TenantScope.as(tenant, DatabaseRole.INGEST, () -> repeated(pending));
    }

    private Acceptance repeated(PendingAcceptance pending) {
        TenantId tenant = pending.tenant();
        // Asked in the role that stands behind the wall: ingest itself sees the replays of all tenants.
        Earlier earlier = TenantScope.as(
                tenant,
                DatabaseRole.APP,
                () -> database.sql()
                        .sql("select message_id, sha256 from loop.replays where sender_id = ? and webhook_id = ?")
                        .params(pending.transmission().sender().id(), pending.webhookId())
                        .query((row, number) -> new Earlier(row.getObject(1, UUID.class), row.getBytes(2)))
                        .single());
        if (earlier.messageId().equals(pending.messageId())) {
            // Our own: a commit whose answer was lost, and not a repetition.
            return new Acceptance.Accepted(pending.messageId());
        }
        if (!MessageDigest.isEqual(earlier.sha256(), pending.sha256())) {
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
