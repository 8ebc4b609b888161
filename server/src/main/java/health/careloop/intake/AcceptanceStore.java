package health.careloop.intake;

import health.careloop.audit.Action;
import health.careloop.tenancy.IngestDatabase;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Replay row, message, job and audit entry of one acceptance or of many: one statement, one transaction, one round trip.
 */
@Component
class AcceptanceStore {
    /** A column of what comes in: as an array for many, as a value for one. */
    private record Column(
            String name, String sqlType, Class<?> type, Function<PendingAcceptance, @Nullable Object> of) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("tenant_id", "uuid", UUID.class, row -> row.tenant().value()),
            new Column("message_id", "uuid", UUID.class, PendingAcceptance::messageId),
            new Column("sender_id", "uuid", UUID.class, row -> sender(row)),
            new Column("webhook_id", "text", String.class, PendingAcceptance::webhookId),
            new Column("sha256", "bytea", byte[].class, PendingAcceptance::sha256),
            new Column(
                    "size_bytes",
                    "integer",
                    Integer.class,
                    row -> row.transmission().bytes().length),
            new Column(
                    "content_type",
                    "text",
                    String.class,
                    row -> row.transmission().contentType()),
            new Column(
                    "traceparent",
                    "text",
                    String.class,
                    row -> row.transmission().traceparent()),
            new Column("job_id", "uuid", UUID.class, PendingAcceptance::jobId),
            new Column("entry_id", "uuid", UUID.class, PendingAcceptance::entryId),
            new Column("ip", "text", String.class, row -> row.transmission().ip()),
            new Column(
                    "trace_id", "text", String.class, row -> row.transmission().traceId()));

    /** Apart from the others: those are kept for several readers, and the bytes are to be copied once. */
    private static final List<Column> CONTENT = List.of(
            new Column("message_id", "uuid", UUID.class, PendingAcceptance::messageId),
            new Column("content", "bytea", byte[].class, PendingAcceptance::sealed));

    /** The replay row decides; the rest joins it, so a repeated id writes nothing. */
    private static final String ACCEPT = """
            with incoming as (
                select * from %s
            ), replay as (
                insert into loop.replays (tenant_id, sender_id, webhook_id, sha256, message_id)
                select tenant_id, sender_id, webhook_id, sha256, message_id from incoming
                on conflict do nothing returning message_id
            ), accepted as (
                select incoming.* from incoming join replay using (message_id)
            ), message as (
                insert into loop.messages
                    (tenant_id, id, sender_id, webhook_id, content, size_bytes, sha256, content_type, traceparent)
                select tenant_id, message_id, sender_id, webhook_id, content, size_bytes, sha256, content_type, traceparent
                from accepted join %s using (message_id)
            ), job as (
                insert into loop.jobs_ready (tenant_id, id, queue, kind, priority, subject, traceparent)
                select tenant_id, job_id, ?, ?, ?, message_id, traceparent from accepted
            ), entry as (
                insert into loop.audit_stage (tenant_id, id, action, resource, resource_id, actor, outcome, ip, trace_id)
                select tenant_id, entry_id, ?, 'message', message_id::text, sender_id, 'success', ip, trace_id
                from accepted
            )
            select message_id from replay
            """;

    private static final String ACCEPT_MANY = ACCEPT.formatted(arrays(COLUMNS, "i"), arrays(CONTENT, "c"));
    private static final String ACCEPT_ONE = ACCEPT.formatted(values(COLUMNS, "i"), values(CONTENT, "c"));

    /** One order for everybody: two batches that share two ids must not wait for each other. */
    private static final Comparator<PendingAcceptance> ORDER = Comparator.<PendingAcceptance, UUID>comparing(
                    row -> row.tenant().value())
            .thenComparing(row -> row.transmission().sender().id())
            .thenComparing(PendingAcceptance::webhookId);

    private final IngestDatabase database;

    AcceptanceStore(IngestDatabase database) {
        this.database = database;
    }

    /**
     * Commits all of them or none.
     *
     * @return the ids of the messages that are new; a missing one was sent before under the same {@code webhook-id}
     */
    Set<UUID> insert(List<PendingAcceptance> pending) {
        List<PendingAcceptance> rows = pending.stream().sorted(ORDER).toList();
        // The bytes of a single message may be many, and an array would be a second copy of them.
        boolean one = rows.size() == 1;
        List<@Nullable Object> parameters = new ArrayList<>();
        COLUMNS.forEach(column -> parameters.add(one ? column.of().apply(rows.getFirst()) : array(column, rows)));
        // In the order of the statement's text: the message's content comes before the constants of job and entry.
        CONTENT.forEach(column -> parameters.add(one ? column.of().apply(rows.getFirst()) : array(column, rows)));
        parameters.add(ProcessLdt.KIND.queue());
        parameters.add(ProcessLdt.KIND.name());
        parameters.add(ProcessLdt.KIND.priority());
        parameters.add(Action.MESSAGE_ACCEPTED.wire());
        return new HashSet<>(database.admittingAll(
                rows.stream().map(PendingAcceptance::tenant).collect(Collectors.toSet()),
                one ? ACCEPT_ONE : ACCEPT_MANY,
                parameters,
                (row, number) -> row.getObject(1, UUID.class)));
    }

    private static UUID sender(PendingAcceptance row) {
        return row.transmission().sender().id();
    }

    private static Object array(Column column, List<PendingAcceptance> rows) {
        @Nullable Object[] array = (@Nullable Object[]) Array.newInstance(column.type(), rows.size());
        for (int i = 0; i < array.length; i++) {
            array[i] = column.of().apply(rows.get(i));
        }
        return array;
    }

    private static String arrays(List<Column> columns, String alias) {
        return columns.stream()
                .map(column -> "?::" + column.sqlType() + "[]")
                .collect(Collectors.joining(", ", "unnest(", ") as " + alias + names(columns)));
    }

    private static String values(List<Column> columns, String alias) {
        return columns.stream()
                .map(column -> "?::" + column.sqlType())
                .collect(Collectors.joining(", ", "(values (", ")) as " + alias + names(columns)));
    }

    private static String names(List<Column> columns) {
        return columns.stream().map(Column::name).collect(Collectors.joining(", ", " (", ")"));
    }
}
