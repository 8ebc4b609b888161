package health.careloop.intake;

import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.results.Danger;
import health.careloop.tenancy.ManyRows;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** What the workers read and write of messages. */
@Component
class MessageStore {
    /** @param content null once the object has taken over */
    record Kept(UUID id, UUID senderId, Instant receivedAt, byte @Nullable [] content, byte[] sha256, String state) {
        /** Nobody has worked on it. */
        boolean isReceived() {
            return state.equals("received");
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    /** After everything filed, before the jobs. */
    private static final int RANK = 50;

    private static final ManyRows STATES = ManyRows.update("loop.messages", "id uuid", "state text");
    private static final ManyRows STEPS = ManyRows.insertInto(
            "loop.message_steps",
            "message_id uuid",
            "id uuid",
            "step text",
            "reason text",
            "duration_micros bigint",
            "detail jsonb",
            "faults bytea");

    private final TenantDatabase database;
    private final Seals seals;

    MessageStore(TenantDatabase database, Seals seals) {
        this.database = database;
        this.seals = seals;
    }

    /** How long these messages are together. */
    long bytesOf(List<UUID> ids) {
        return database.sql()
                .sql("select coalesce(sum(size_bytes), 0) from loop.messages where id = any (?)")
                .params(new Object[] {ids.toArray(UUID[]::new)})
                .query(Long.class)
                .single();
    }

    /** Those that exist, by id. */
    Map<UUID, Kept> findAll(List<UUID> ids) {
        TenantId tenant = TenantScope.current().tenant();
        Map<UUID, Kept> found = new HashMap<>();
        database.sql()
                .sql("select id, sender_id, received_at, content, sha256, state from loop.messages where id = any (?)")
                .params(new Object[] {ids.toArray(UUID[]::new)})
                .query(row -> {
                    Kept kept = read(tenant, row);
                    found.put(kept.id(), kept);
                });
        return found;
    }

    Optional<Kept> find(UUID id) {
        return Optional.ofNullable(findAll(List.of(id)).get(id));
    }

    private Kept read(TenantId tenant, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        byte[] sealed = row.getBytes("content");
        return new Kept(
                id,
                row.getObject("sender_id", UUID.class),
                row.getTimestamp("received_at").toInstant(),
                sealed == null ? null : seals.open(tenant, AcceptTransmission.contentOf(id), Sealed.of(sealed)),
                row.getBytes("sha256"),
                row.getString("state"));
    }

    void settle(UUID id, String state) {
        database.later(RANK, STATES, id, state);
    }

    /** The object was written and read back: the row's bytes have done their duty. */
    void archive(UUID id, String objectKey) {
        database.sql()
                .sql("update loop.messages set object_key = ?, content = null where id = ?")
                .params(objectKey, id)
                .update();
    }

    /** @param orderNumber sealed; whose report it is nobody knows, so nothing that names the person is kept */
    void quarantine(
            UUID messageId,
            int firstLine,
            String reason,
            Danger danger,
            @Nullable String orderNumber,
            List<UUID> candidates) {
        TenantId tenant = TenantScope.current().tenant();
        UUID id = UuidV7.next();
        database.later(
                RANK,
                """
                        insert into loop.quarantine
                            (tenant_id, id, message_id, first_line, reason, danger, order_number, candidates)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """,
                tenant.value(),
                id,
                messageId,
                firstLine,
                reason,
                danger.wire(),
                orderNumber == null
                        ? null
                        : seals.seal(tenant, orderNumberOf(id), orderNumber).bytes(),
                candidates.toArray(UUID[]::new));
    }

    static Place orderNumberOf(UUID held) {
        return new Place("quarantine", "order_number", held);
    }

    void addSteps(List<TrailStep> steps) {
        TenantId tenant = TenantScope.current().tenant();
        for (TrailStep step : steps) {
            UUID id = UuidV7.next();
            database.later(
                    RANK,
                    STEPS,
                    step.messageId(),
                    id,
                    step.step(),
                    step.reason(),
                    step.took() == null ? null : step.took().toNanos() / 1000,
                    JSON.writeValueAsString(step.detail()),
                    step.faults().isEmpty() ? null : seal(tenant, id, step.faults()));
        }
    }

    private byte[] seal(TenantId tenant, UUID step, List<FaultRecord> faults) {
        return seals.seal(tenant, faultsOf(step), JSON.writeValueAsBytes(faults))
                .bytes();
    }

    static Place faultsOf(UUID step) {
        return new Place("message_steps", "faults", step);
    }
}
