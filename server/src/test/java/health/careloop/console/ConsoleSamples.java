package health.careloop.console;

import health.careloop.console.ConfirmationView.Act;
import health.careloop.console.NewTenantView.Plan;
import health.careloop.console.NewTenantView.TenantProblem;
import health.careloop.console.TenantView.NotDone;
import health.careloop.intake.LastMessages.Last;
import health.careloop.pages.Paging;
import health.careloop.provisioning.Draft;
import health.careloop.provisioning.ProvisioningStep;
import health.careloop.provisioning.Run;
import health.careloop.provisioning.Run.LogStatus;
import health.careloop.provisioning.TenantList;
import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.Placement;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenant.Status;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the console's screens show in their every state. Nobody in it is real. */
public final class ConsoleSamples {
    private static final Instant NOW = Instant.parse("2026-11-20T18:40:00Z");
    private static final String HOSTILE = "Praxis \"><script>alert(1)</script> Ümläut Zyx \"<b>";
    private static final String VERSION = "20261120060400";
    private static final String LONG_ERROR = "CREATE_SCHEMA: The server of cell 'nord' refused to make the database"
            + " d_5f2a9c01e77b4d30. "
                    .concat("It said that it has no room left on its device, several times. ".repeat(7))
                    .substring(0, 420)
            + "… (SQLSTATE 53100)";

    private ConsoleSamples() {}

    private static UUID id(int number) {
        return new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L | number);
    }

    private static TenantListView.Row row(
            int number, String name, Status status, @Nullable Tier tier, Run.@Nullable State run, @Nullable Last last) {
        return new TenantListView.Row(
                id(number),
                "praxis-" + number,
                name,
                status,
                tier,
                tier == null ? null : tier == Tier.DATABASE ? "nord" : "local",
                number % 2 == 0 ? null : String.format("%09d", 123456700 + number),
                status == Status.FAILED ? null : number == 5 ? "20261101000000" : VERSION,
                number == 5,
                run,
                last);
    }

    private static List<TenantListView.Row> rows() {
        return List.of(
                row(1, "Praxis Linden", Status.PROVISIONING, Tier.SCHEMA, Run.State.RUNNING, null),
                row(
                        2,
                        "Medizinisches Versorgungszentrum am Alten Markt und an der Donaudampfschifffahrtsgesellschaftsstraße",
                        Status.PROVISIONING,
                        Tier.DATABASE,
                        Run.State.STANDING,
                        null),
                row(3, "Praxis Ahorn", Status.ACTIVE, Tier.POOLED, Run.State.DONE, new Last.At(NOW.minusSeconds(140))),
                row(4, "Kreiskrankenhaus Oberwald", Status.ACTIVE, Tier.DATABASE, Run.State.DONE, new Last.Unknown()),
                row(5, "Praxis Dr. Beispiel", Status.ACTIVE, Tier.SCHEMA, null, new Last.At(NOW.minusSeconds(900_000))),
                row(6, "Praxis Birke", Status.ACTIVE, Tier.POOLED, Run.State.DONE, new Last.Never()),
                row(7, "Praxis Esche", Status.FAILED, Tier.DATABASE, Run.State.ROLLED_BACK, null),
                row(
                        8,
                        "Praxis Ulme",
                        Status.ARCHIVED,
                        Tier.POOLED,
                        Run.State.DONE,
                        new Last.At(NOW.minusSeconds(90_000))));
    }

    private static TenantListView list(
            TenantFilter filter, String query, List<TenantListView.Row> rows, int total, int page) {
        Map<TenantFilter, Integer> counts = new EnumMap<>(TenantFilter.class);
        counts.put(TenantFilter.ALL, total);
        counts.put(TenantFilter.ACTIVE, Math.max(0, total - 4));
        counts.put(TenantFilter.UNDERWAY, Math.min(2, total));
        counts.put(TenantFilter.FAILED, Math.min(1, total));
        counts.put(TenantFilter.ARCHIVED, Math.min(1, total));
        return new TenantListView(filter, query, rows, counts, Paging.of(page, 20, total), true, NOW);
    }

    public static TenantListView tenants() {
        return list(TenantFilter.ALL, "", rows(), 8, 1);
    }

    public static TenantListView tenantsEmpty() {
        return list(TenantFilter.ALL, "", List.of(), 0, 1);
    }

    public static TenantListView tenantsNoneFailed() {
        return list(TenantFilter.FAILED, "", List.of(), 0, 1);
    }

    public static TenantListView tenantsNothingFound() {
        return list(TenantFilter.ALL, HOSTILE, List.of(), 0, 1);
    }

    public static TenantListView tenantsMany() {
        List<TenantListView.Row> rows = IntStream.range(0, 20)
                .mapToObj(i -> row(
                        i * 2 + 20,
                        "Praxis Nummer " + (3_940 - i),
                        Status.ACTIVE,
                        Tier.POOLED,
                        Run.State.DONE,
                        new Last.At(NOW.minusSeconds(60L * i))))
                .toList();
        return list(TenantFilter.ACTIVE, "", rows, 4_000, 4);
    }

    public static TenantListView tenantsHostile() {
        return list(
                TenantFilter.ALL,
                HOSTILE,
                List.of(
                        row(1, HOSTILE, Status.ACTIVE, Tier.POOLED, null, new Last.Never()),
                        row(3, "W".repeat(255), Status.ACTIVE, Tier.SCHEMA, null, new Last.Unknown())),
                2,
                1);
    }

    private static Run run(Status status, Run.State state, int completed, @Nullable String error, List<Run.Log> logs) {
        TenantId tenant = new TenantId(id(1));
        return new Run(
                id(90),
                new Tenant(tenant, "praxis-1", "Praxis Linden", Optional.empty(), status),
                Placement.planned(tenant, Tier.SCHEMA, DatabaseAddress.MAIN, "s_5f2a9c01e77b4d30"),
                state,
                completed,
                1,
                Optional.ofNullable(error),
                NOW.minusSeconds(8),
                state.isOver() ? Optional.of(NOW.minusSeconds(7)) : Optional.empty(),
                logs);
    }

    private static Run.Log log(int step, LogStatus status, @Nullable Long millis, @Nullable String error) {
        Map<String, Object> result = new LinkedHashMap<>();
        if (status == LogStatus.SUCCEEDED && step == 0) {
            result.put("slug", "praxis-1");
        }
        if (status == LogStatus.SUCCEEDED && step == 1) {
            result.put("cell", "local");
            result.put("database", "careloop");
            result.put("schema", "s_5f2a9c01e77b4d30");
        }
        if (status == LogStatus.SUCCEEDED && step == 2) {
            result.put("version", VERSION);
        }
        if (status == LogStatus.SUCCEEDED && step == 3) {
            result.put("role", "admin");
        }
        return new Run.Log(
                ProvisioningStep.values()[step],
                1,
                status,
                Optional.ofNullable(millis),
                result,
                Optional.ofNullable(error),
                NOW.minusSeconds(8 - step));
    }

    private static List<Run.Log> done(int steps) {
        List<Run.Log> logs = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            boolean contract = step == 4 || step == 5;
            logs.add(log(
                    step, contract ? LogStatus.SKIPPED : LogStatus.SUCCEEDED, contract ? 0L : 13L + 160 * step, null));
        }
        return logs;
    }

    private static List<Run.Log> unattended() {
        List<Run.Log> logs = new ArrayList<>(done(7));
        for (int nobody : List.of(3, 6)) {
            logs.set(nobody, log(nobody, LogStatus.SKIPPED, 0L, null));
        }
        return logs;
    }

    private static TenantView tenant(
            String name, Status status, @Nullable Run run, @Nullable Last last, @Nullable NotDone notDone) {
        TenantListView.Row row = new TenantListView.Row(
                id(1),
                "praxis-1",
                name,
                status,
                Tier.SCHEMA,
                "local",
                "123456701",
                status == Status.ACTIVE || status == Status.ARCHIVED ? VERSION : null,
                false,
                run == null ? null : run.state(),
                last);
        return new TenantView(
                row,
                "praxis.linden.example",
                null,
                NOW.minusSeconds(8),
                status == Status.ARCHIVED ? NOW.minusSeconds(3) : null,
                run == null ? null : RunView.of(run),
                notDone,
                true,
                NOW);
    }

    public static TenantView tenantRunning() {
        List<Run.Log> logs = done(2);
        logs.add(log(2, LogStatus.STARTED, null, null));
        return tenant(
                "Praxis Linden",
                Status.PROVISIONING,
                run(Status.PROVISIONING, Run.State.RUNNING, 2, null, logs),
                null,
                null);
    }

    public static TenantView tenantDone() {
        return tenant(
                "Praxis Linden",
                Status.ACTIVE,
                run(Status.ACTIVE, Run.State.DONE, 7, null, done(7)),
                new Last.Never(),
                null);
    }

    /** From the command line: whoever made it invites its people. */
    public static TenantView tenantUnattended() {
        return tenant(
                "Praxis Linden",
                Status.ACTIVE,
                run(Status.ACTIVE, Run.State.DONE, 7, null, unattended()),
                new Last.Never(),
                null);
    }

    public static TenantView tenantArchived() {
        return tenant(
                "Praxis Linden", Status.ARCHIVED, null, new Last.At(NOW.minusSeconds(9_000)), NotDone.WRONG_STATUS);
    }

    public static TenantView tenantStanding() {
        List<Run.Log> logs = done(1);
        logs.add(log(1, LogStatus.INTERRUPTED, null, null));
        logs.add(log(1, LogStatus.FAILED, 30_200L, LONG_ERROR));
        return tenant(
                "Praxis Linden",
                Status.PROVISIONING,
                run(Status.PROVISIONING, Run.State.STANDING, 1, LONG_ERROR, logs),
                null,
                null);
    }

    public static TenantView tenantFailed() {
        List<Run.Log> logs = done(1);
        logs.add(log(1, LogStatus.FAILED, 30_200L, LONG_ERROR));
        logs.add(log(1, LogStatus.COMPENSATED, 12L, null));
        logs.add(log(0, LogStatus.COMPENSATED, 2L, null));
        return tenant(
                "Praxis Linden",
                Status.FAILED,
                run(Status.FAILED, Run.State.ROLLED_BACK, 0, LONG_ERROR, logs),
                null,
                NotDone.NAME_TAKEN);
    }

    public static TenantView tenantHostile() {
        List<Run.Log> logs = done(1);
        logs.add(log(1, LogStatus.FAILED, 3L, HOSTILE));
        return tenant(
                HOSTILE,
                Status.PROVISIONING,
                run(Status.PROVISIONING, Run.State.STANDING, 1, HOSTILE, logs),
                null,
                null);
    }

    public static ConfirmationView archive() {
        return new ConfirmationView(Act.ARCHIVE, id(1), "Praxis Linden", "praxis-1", null);
    }

    public static ConfirmationView archiveHostile() {
        return new ConfirmationView(Act.ARCHIVE, id(1), HOSTILE, "praxis-1", HOSTILE);
    }

    public static ConfirmationView restore() {
        return new ConfirmationView(Act.RESTORE, id(1), "Praxis Linden", "praxis-1", null);
    }

    private static final List<TenantList.Cell> CELLS =
            List.of(new TenantList.Cell("local", "eu-central"), new TenantList.Cell("nord", "eu-north"));

    public static NewTenantView form() {
        Draft empty = new Draft(null, null, null, null, null, null, null, null, null, null);
        return new NewTenantView(empty, CELLS, List.of(), null);
    }

    public static NewTenantView formHostile() {
        Draft typed = new Draft(HOSTILE, "nobody", "", "Muster", "schema", "süd", HOSTILE, "12345", HOSTILE, "en");
        return new NewTenantView(typed, CELLS, List.of(TenantProblem.values()), null);
    }

    public static NewTenantView formPlanned() {
        Draft typed = Draft.of("Praxis Linden", "clara.muster@praxis-linden.example", "Clara", "Muster")
                .in("schema");
        return new NewTenantView(
                typed,
                CELLS,
                List.of(),
                new Plan(
                        "Praxis Linden",
                        "praxis-linden",
                        Tier.SCHEMA,
                        "local",
                        "careloop",
                        "s_5f2a9c01e77b4d30",
                        "clara.muster@praxis-linden.example"));
    }

    public static MailListView mails() {
        return new MailListView(
                Stream.of(
                                "Praxis Linden: Ihr Zugang zu Careloop",
                                "Einrichten von Praxis Esche fehlgeschlagen",
                                HOSTILE)
                        .map(subject -> new MailListView.Row(
                                id(subject.length()), "clara.muster@praxis-linden.example", subject, NOW))
                        .toList(),
                100,
                null);
    }

    public static MailListView mailsEmpty() {
        return new MailListView(List.of(), 100, null);
    }

    public static MailListView mailsSent() {
        return new MailListView(List.of(), 100, "smtp.praxis-linden.example");
    }

    public static MailView mail() {
        String text = """
                Guten Tag Clara Muster,

                Praxis Linden ist bei Careloop eingerichtet, und Sie verwalten den Zugang. Legen Sie mit diesem Link Ihren Namen und Ihr Passwort fest.

                Zugang einrichten:
                http://localhost:5000/activate?token=q7Vb0eFzG2mN4rT8wYxK1cUoHsLpJdAi_R-5tE9vXqM

                Der Link gilt einmal und 24 Stunden. Danach fordern Sie bei Ihrem Betreiber einen neuen an.

                Wenn Sie damit nichts anfangen können, tun Sie nichts: ohne den Link geschieht nichts.
                """;
        return new MailView(
                "clara.muster@praxis-linden.example",
                "Praxis Linden: Ihr Zugang zu Careloop",
                NOW,
                MailView.lines(text, "http://localhost:5000"));
    }

    public static MailView mailHostile() {
        return new MailView(
                HOSTILE + "@example.org",
                HOSTILE,
                NOW,
                MailView.lines(
                        HOSTILE + "\n\nhttp://elsewhere.example/activate?token=x\nhttp://localhost:5000.evil.example/",
                        "http://localhost:5000"));
    }
}
