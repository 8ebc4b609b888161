package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that go to the server as arrays arrive as they were given, and stay within their tenant. */
class ManyRowsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final int RANK = 1;
    private static final ManyRows OBSERVATIONS = ManyRows.insertInto(
            "observations",
            "result_id uuid",
            "patient_id uuid",
            "position integer",
            "code text",
            "name text",
            "status text",
            "raw_value bytea",
            "value float8",
            "scale smallint",
            "interpretation text",
            "danger smallint",
            "first_line integer",
            "last_line integer",
            "observed_on date",
            "observed_at timestamptz",
            "time_of text");
    private static final ManyRows STEPS = ManyRows.insertInto(
            "loop.message_steps",
            "message_id uuid",
            "id uuid",
            "step text",
            "reason text",
            "duration_micros bigint",
            "detail jsonb");
    private static final ManyRows PRACTICES =
            ManyRows.insertMissingInto("practices", "id uuid", "bsnr text", "name text");
    private static final ManyRows PATIENTS =
            ManyRows.insertInto("patients", "id uuid", "demographics bytea", "reason text");
    private static final ManyRows REASONS = ManyRows.update("patients", "id uuid", "reason text");

    private final Tenant tenant = SERVER.createTenant();
    private final TenantDatabase database = SERVER.bean(TenantDatabase.class);

    @Test
    void everyTypeArrivesAsItWasGivenAndNothingStaysNothing() {
        UUID result = UUID.randomUUID();
        byte[] raw = {0, 1, 127, -128, -1};
        String odd = "a,b\"c\\{d}\n'NULL' é 🧪";
        asWorker(() -> {
            observe(
                    result,
                    1,
                    odd,
                    raw,
                    7.10,
                    (short) 2,
                    LocalDate.of(2026, 3, 4),
                    Instant.parse("2026-03-04T10:45:00Z"));
            observe(result, 40_000, "", null, null, null, null, Instant.parse("1904-02-29T00:00:00.123456Z"));
            return null;
        });

        List<Map<String, @Nullable Object>> rows =
                rows("select * from observations where result_id = ? order by position", result);

        assertThat(rows).hasSize(2);
        assertThat(rows.getFirst())
                .containsEntry("tenant_id", tenant.id().value())
                .containsEntry("name", odd)
                .containsEntry("value", 7.10)
                .containsEntry("scale", 2)
                .containsEntry("raw_value", raw)
                .containsEntry("observed_on", java.sql.Date.valueOf("2026-03-04"))
                .containsEntry("observed_at", java.sql.Timestamp.from(Instant.parse("2026-03-04T10:45:00Z")));
        assertThat(rows.getLast())
                .containsEntry("position", 40_000)
                .containsEntry("name", "")
                .containsEntry("value", null)
                .containsEntry("scale", null)
                .containsEntry("raw_value", null)
                .containsEntry("observed_on", null)
                .containsEntry("observed_at", java.sql.Timestamp.from(Instant.parse("1904-02-29T00:00:00.123456Z")));
    }

    @Test
    void jsonAndLongNumbersArriveToo() {
        UUID message = UuidV7.next();
        asWorker(() -> {
            database.later(
                    RANK, STEPS, message, UuidV7.next(), "decoded", "read", Long.MAX_VALUE, "{\"a\": [1, null]}");
            return null;
        });

        assertThat(rows(
                        "select duration_micros, detail->'a'->>0 as first from loop.message_steps where message_id = ?",
                        message))
                .containsExactly(Map.of("duration_micros", Long.MAX_VALUE, "first", "1"));
    }

    @Test
    void moreRowsThanOneArrayHoldsAllArrive() {
        UUID result = UUID.randomUUID();
        asWorker(() -> {
            for (int i = 0; i < 4_321; i++) {
                observe(result, i, "n", null, 1.0, null, null, Instant.EPOCH);
            }
            return null;
        });

        assertThat(rows("select count(*) n, max(position) last from observations where result_id = ?", result))
                .containsExactly(Map.of("n", 4_321L, "last", 4_320));
    }

    @Test
    void whatIsThereAlreadyStaysAsItIs() {
        asWorker(() -> {
            database.later(RANK, PRACTICES, UUID.randomUUID(), "999999901", "first");
            database.writeNow();
            database.later(RANK, PRACTICES, UUID.randomUUID(), "999999901", "second");
            database.later(RANK, PRACTICES, UUID.randomUUID(), "999999902", "other");
            return null;
        });

        assertThat(rows("select name from practices where bsnr like ? order by bsnr", "9999999%"))
                .containsExactly(Map.of("name", "first"), Map.of("name", "other"));
    }

    @Test
    void everyRowIsChangedToItsOwnAndTheNeighboursRowIsNot() {
        UUID one = UUID.randomUUID();
        UUID two = UUID.randomUUID();
        UUID foreign = UUID.randomUUID();
        Tenant neighbour = SERVER.createTenant();
        as(neighbour, () -> insertPatient(foreign));
        asWorker(() -> insertPatient(one));
        asWorker(() -> insertPatient(two));

        asWorker(() -> {
            database.later(RANK, REASONS, one, "entered");
            database.later(RANK, REASONS, two, "created");
            database.later(RANK, REASONS, foreign, "taken");
            return null;
        });

        assertThat(rows("select reason from patients where id = ?", one)).containsExactly(Map.of("reason", "entered"));
        assertThat(rows("select reason from patients where id = ?", two)).containsExactly(Map.of("reason", "created"));
        assertThat(rowsOf(neighbour, "select reason from patients where id = ?", foreign))
                .containsExactly(Map.of("reason", "made"));
    }

    @Test
    void withoutATransactionARowIsWrittenAtOnce() {
        UUID id = UUID.randomUUID();
        TenantScope.as(tenant.id(), DatabaseRole.WORKER, () -> insertPatient(id));

        assertThat(rows("select reason from patients where id = ?", id)).containsExactly(Map.of("reason", "made"));
    }

    private @Nullable Void insertPatient(UUID id) {
        database.later(RANK, PATIENTS, id, "x".getBytes(StandardCharsets.UTF_8), "made");
        return null;
    }

    private void observe(
            UUID result,
            int position,
            String name,
            byte @Nullable [] raw,
            @Nullable Double value,
            @Nullable Short scale,
            @Nullable LocalDate day,
            Instant at) {
        database.later(
                RANK,
                OBSERVATIONS,
                result,
                UUID.randomUUID(),
                position,
                "code",
                name,
                "final",
                raw,
                value,
                scale,
                "normal",
                (short) 0,
                1,
                2,
                day,
                at,
                "collection");
    }

    private void asWorker(Supplier<@Nullable Void> work) {
        as(tenant, work);
    }

    private void as(Tenant whose, Supplier<@Nullable Void> work) {
        TenantScope.as(whose.id(), DatabaseRole.WORKER, () -> database.inTransaction(work));
    }

    private List<Map<String, @Nullable Object>> rows(String query, Object parameter) {
        return rowsOf(tenant, query, parameter);
    }

    private List<Map<String, @Nullable Object>> rowsOf(Tenant whose, String query, Object parameter) {
        return TenantScope.as(
                whose.id(),
                () -> database.sql().sql(query).param(parameter).query().listOfRows());
    }
}
