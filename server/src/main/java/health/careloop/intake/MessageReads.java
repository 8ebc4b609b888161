package health.careloop.intake;

import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.pages.PageFrame;
import health.careloop.results.Danger;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
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

    /** One report that waits for a person. */
    record Held(
            UUID messageId,
            int firstLine,
            String reason,
            Danger danger,
            @Nullable String orderNumber) {}

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

    /** Whatever waits for a person first, the most dangerous before the others; then by time. */
    List<Row> list(@Nullable MessageState state, int held, long offset, int limit) {
        if (state == MessageState.QUARANTINED) {
            return held(offset, limit);
        }
        if (state != null) {
            return others(state, offset, limit);
        }
        List<Row> rows = new ArrayList<>(offset < held ? held(offset, limit) : List.of());
        if (rows.size() < limit) {
            rows.addAll(others(null, Math.max(0, offset - held), limit - rows.size()));
        }
        return rows;
    }

    private List<Row> held(long offset, int limit) {
        return database.sql()
                .sql(MANY + """
                         where m.state = 'quarantined'
                        order by (select min(case q.danger when 'critical' then 0 when 'abnormal' then 1 else 2 end)
                                  from loop.quarantine q where q.message_id = m.id and q.resolved_at is null),
                                 m.received_at desc, m.id desc
                        offset ? limit ?
                        """)
                .params(offset, limit)
                .query(MessageReads::read)
                .list();
    }

    /** What waits in these messages, most dangerous first. */
    Map<UUID, List<Held>> heldIn(Collection<UUID> messageIds) {
        TenantId tenant = TenantScope.current().tenant();
        return database
                .sql()
                .sql("""
                        select id, message_id, first_line, reason, danger, order_number from loop.quarantine
                        where message_id = any (?) and resolved_at is null order by id
                        """)
                .params(new Object[] {messageIds.toArray(UUID[]::new)})
                .query((row, number) -> held(tenant, row))
                .list()
                .stream()
                .sorted(Comparator.comparing(Held::danger))
                .collect(Collectors.groupingBy(Held::messageId));
    }

    private Held held(TenantId tenant, ResultSet row) throws SQLException {
        byte[] number = row.getBytes("order_number");
        return new Held(
                row.getObject("message_id", UUID.class),
                row.getInt("first_line"),
                row.getString("reason"),
                Danger.valueOf(row.getString("danger").toUpperCase(Locale.ROOT)),
                number == null
                        ? null
                        : seals.openText(
                                tenant,
                                MessageStore.orderNumberOf(row.getObject("id", UUID.class)),
                                Sealed.of(number)));
    }

    /** What nobody has decided yet, and what failed for good. */
    PageFrame.Waiting waiting() {
        return database.sql()
                .sql("""
                        select count(*) filter (where m.state = 'quarantined') held,
                               count(*) filter (where m.state = 'quarantined' and exists (
                                   select 1 from loop.quarantine q where q.message_id = m.id
                                   and q.danger = 'critical' and q.resolved_at is null)) critical,
                               count(*) filter (where m.state = 'dead') dead
                        from loop.messages m where m.state in ('quarantined', 'dead')
                        """)
                .query((row, number) ->
                        new PageFrame.Waiting(row.getInt("held"), row.getInt("critical"), row.getInt("dead")))
                .single();
    }

    private List<Row> others(@Nullable MessageState state, long offset, int limit) {
        String stored = state == null ? "" : stored(state);
        return database.sql()
                .sql(
                        MANY
                                + " where ((? = '' and m.state <> 'quarantined') or m.state = ?) order by m.received_at desc, m.id desc offset ? limit ?")
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
