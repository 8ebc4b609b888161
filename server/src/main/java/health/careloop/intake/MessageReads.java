package health.careloop.intake;

import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What the screens and the interface read of messages. */
@Component
class MessageReads {
    /**
     * A message without its bytes.
     *
     * @param attempt of the job that waits or runs; 0 when none does
     * @param description what decoding found out: format, charset, packages, faults
     */
    record Row(
            UUID id,
            UUID senderId,
            String webhookId,
            Instant receivedAt,
            long sizeBytes,
            byte[] sha256,
            MessageState state,
            int attempt,
            @Nullable String objectKey,
            @Nullable String hindrance,
            @Nullable String error,
            Map<String, Object> description,
            int results) {
        @Nullable
        String format() {
            return description.get("format") instanceof String format && !format.isEmpty() ? format : null;
        }

        int faults() {
            return description.get("faults") instanceof Number count ? count.intValue() : 0;
        }
    }

    /** One step of the trail as it was written. */
    record StepRow(
            String step,
            String reason,
            Instant at,
            @Nullable Duration took,
            Map<String, Object> detail,
            List<FaultRecord> faults) {}

    private record Keys(@Nullable String ldt, @Nullable String pdf) {
        static final Keys NONE = new Keys(null, null);
    }

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};
    private static final String SELECT = """
            select m.id, m.sender_id, m.webhook_id, m.received_at, m.size_bytes, m.sha256, m.state, m.object_key,
                   %s attempt, s.detail,
                   coalesce(d.reason, h.reason) hindrance, d.error,
                   (select count(*) from results r where r.message_id = m.id) results
            from loop.messages m
            left join lateral (select x.detail from loop.message_steps x
                where x.message_id = m.id and x.step = 'decoded' order by x.id desc limit 1) s on true
            left join lateral (select x.reason, x.error from loop.dead_letters x
                where x.subject = m.id and x.kind = 'process-ldt' limit 1) d on true
            left join lateral (select x.reason from loop.quarantine x where x.message_id = m.id order by x.id limit 1) h on true
            """;

    /** Only for a single message: the queue has no index by subject. */
    private static final String ONE =
            SELECT.formatted("coalesce((select j.attempt from loop.jobs_ready j where j.subject = m.id limit 1), 0)");

    private static final String MANY = SELECT.formatted("0");

    private final TenantDatabase database;
    private final Seals seals;

    MessageReads(TenantDatabase database, Seals seals) {
        this.database = database;
        this.seals = seals;
    }

    Optional<Row> find(UUID id) {
        return database.sql()
                .sql(ONE + " where m.id = ?")
                .param(id)
                .query(MessageReads::read)
                .optional();
    }

    List<Row> list(@Nullable MessageState state, long offset, int limit) {
        String stored = state == null ? "" : stored(state);
        return database.sql()
                .sql(MANY + " where (? = '' or m.state = ?) order by m.received_at desc, m.id desc offset ? limit ?")
                .params(stored, stored, offset, limit)
                .query(MessageReads::read)
                .list();
    }

    Map<MessageState, Integer> counts() {
        Map<MessageState, Integer> counts = new EnumMap<>(MessageState.class);
        database.sql()
                .sql("select state, count(*) from loop.messages group by state")
                .query(row -> {
                    counts.merge(state(row.getString(1), 0), row.getInt(2), Integer::sum);
                });
        return counts;
    }

    List<StepRow> steps(UUID messageId) {
        TenantId tenant = TenantScope.current().tenant();
        return database.sql()
                .sql("""
                        select id, step, reason, at, duration_micros, detail, faults from loop.message_steps
                        where message_id = ? order by at, id
                        """)
                .param(messageId)
                .query((row, number) -> new StepRow(
                        row.getString("step"),
                        row.getString("reason"),
                        row.getTimestamp("at").toInstant(),
                        row.getObject("duration_micros") == null
                                ? null
                                : Duration.ofNanos(row.getLong("duration_micros") * 1000),
                        JSON.readValue(row.getString("detail"), OBJECT),
                        faults(tenant, row)))
                .list();
    }

    /** What the steps say was filed, with the keys it has by now. */
    List<MessageWire.Result> results(List<StepRow> steps) {
        List<StepRow> filed =
                steps.stream().filter(step -> step.step().equals("filed")).toList();
        UUID[] ids = filed.stream().map(step -> id(step, "resultId")).toArray(UUID[]::new);
        if (ids.length == 0) {
            return List.of();
        }
        Map<UUID, Keys> keys = new HashMap<>();
        database.sql().sql("""
                        select r.id, m.object_key, r.pdf_key from results r join loop.messages m on m.id = r.message_id
                        where r.id = any (?)
                        """).params(new Object[] {ids}).query(row -> {
            keys.put(row.getObject(1, UUID.class), new Keys(row.getString(2), row.getString(3)));
        });
        return filed.stream()
                .map(step -> {
                    UUID result = id(step, "resultId");
                    Keys its = keys.getOrDefault(result, Keys.NONE);
                    int version = Integer.parseInt(String.valueOf(step.detail().get("version")));
                    return new MessageWire.Result(result, id(step, "reportId"), version, its.ldt(), its.pdf());
                })
                .toList();
    }

    private static UUID id(StepRow step, String name) {
        return UUID.fromString(String.valueOf(step.detail().get(name)));
    }

    private List<FaultRecord> faults(TenantId tenant, ResultSet row) throws SQLException {
        byte[] sealed = row.getBytes("faults");
        if (sealed == null) {
            return List.of();
        }
        byte[] plain = seals.open(tenant, MessageStore.faultsOf(row.getObject("id", UUID.class)), Sealed.of(sealed));
        return JSON.readValue(plain, new TypeReference<List<FaultRecord>>() {});
    }

    private static Row read(ResultSet row, int number) throws SQLException {
        String detail = row.getString("detail");
        return new Row(
                row.getObject("id", UUID.class),
                row.getObject("sender_id", UUID.class),
                row.getString("webhook_id"),
                row.getTimestamp("received_at").toInstant(),
                row.getLong("size_bytes"),
                row.getBytes("sha256"),
                state(row.getString("state"), row.getInt("attempt")),
                row.getInt("attempt"),
                row.getString("object_key"),
                row.getString("hindrance"),
                row.getString("error"),
                detail == null ? Map.of() : JSON.readValue(detail, OBJECT),
                row.getInt("results"));
    }

    private static MessageState state(String stored, int attempt) {
        return switch (stored) {
            case "received" -> attempt > 1 ? MessageState.RETRYING : MessageState.RECEIVED;
            case "filed" -> MessageState.FILED;
            case "quarantined" -> MessageState.QUARANTINED;
            case "dead" -> MessageState.DEAD_LETTER;
            default -> throw new IllegalStateException("There is no message state " + stored);
        };
    }

    private static String stored(MessageState state) {
        return switch (state) {
            case RECEIVED, RETRYING -> "received";
            case FILED -> "filed";
            case QUARANTINED -> "quarantined";
            case DEAD_LETTER -> "dead";
        };
    }
}
