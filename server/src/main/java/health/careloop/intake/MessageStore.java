package health.careloop.intake;

import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the workers read and write of messages. */
@Component
class MessageStore {
    /** @param content null once the object has taken over */
    record Kept(UUID id, UUID senderId, Instant receivedAt, byte @Nullable [] content, byte[] sha256, String state) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TenantDatabase database;
    private final Seals seals;

    MessageStore(TenantDatabase database, Seals seals) {
        this.database = database;
        this.seals = seals;
    }

    Optional<Kept> find(UUID id) {
        TenantId tenant = TenantScope.current().tenant();
        return database.sql()
                .sql("select sender_id, received_at, content, sha256, state from loop.messages where id = ?")
                .param(id)
                .query((row, number) -> {
                    byte[] sealed = row.getBytes("content");
                    return new Kept(
                            id,
                            row.getObject("sender_id", UUID.class),
                            row.getTimestamp("received_at").toInstant(),
                            sealed == null
                                    ? null
                                    : seals.open(tenant, AcceptTransmission.contentOf(id), Sealed.of(sealed)),
                            row.getBytes("sha256"),
                            row.getString("state"));
                })
                .optional();
    }

    void settle(UUID id, String state) {
        database.sql()
                .sql("update loop.messages set state = ? where id = ?")
                .params(state, id)
                .update();
    }

    /** The object was written and read back: the row's bytes have done their duty. */
    void archive(UUID id, String objectKey) {
        database.sql()
                .sql("update loop.messages set object_key = ?, content = null where id = ?")
                .params(objectKey, id)
                .update();
    }

    void quarantine(UUID messageId, int firstLine, String reason, List<UUID> candidates) {
        database.sql()
                .sql("""
                        insert into loop.quarantine (tenant_id, id, message_id, first_line, reason, candidates)
                        values (?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        TenantScope.current().tenant().value(),
                        UuidV7.next(),
                        messageId,
                        firstLine,
                        reason,
                        candidates.toArray(UUID[]::new))
                .update();
    }

    void addSteps(List<TrailStep> steps) {
        TenantId tenant = TenantScope.current().tenant();
        UUID[] ids = steps.stream().map(step -> UuidV7.next()).toArray(UUID[]::new);
        byte[] @Nullable [] faults = new byte[steps.size()][];
        for (int i = 0; i < ids.length; i++) {
            List<FaultRecord> found = steps.get(i).faults();
            faults[i] = found.isEmpty() ? null : seal(tenant, ids[i], found);
        }
        database.sql()
                .sql("""
                        insert into loop.message_steps
                            (tenant_id, message_id, id, step, reason, duration_micros, detail, faults)
                        select ?, s.message_id, s.id, s.step, s.reason, s.micros, s.detail::jsonb, s.faults
                        from unnest(?::uuid[], ?::uuid[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::bytea[])
                            as s (message_id, id, step, reason, micros, detail, faults)
                        """)
                .params(Arrays.asList(
                        tenant.value(),
                        steps.stream().map(TrailStep::messageId).toArray(UUID[]::new),
                        ids,
                        steps.stream().map(TrailStep::step).toArray(String[]::new),
                        steps.stream().map(TrailStep::reason).toArray(String[]::new),
                        steps.stream()
                                .map(step ->
                                        step.took() == null ? null : step.took().toNanos() / 1000)
                                .toArray(Long[]::new),
                        steps.stream()
                                .map(step -> JSON.writeValueAsString(step.detail()))
                                .toArray(String[]::new),
                        faults))
                .update();
    }

    private byte[] seal(TenantId tenant, UUID step, List<FaultRecord> faults) {
        return seals.seal(tenant, faultsOf(step), JSON.writeValueAsBytes(faults))
                .bytes();
    }

    static Place faultsOf(UUID step) {
        return new Place("message_steps", "faults", step);
    }
}
