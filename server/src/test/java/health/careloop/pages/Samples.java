package health.careloop.pages;

import health.careloop.intake.Hindrance;
import health.careloop.intake.MessageListView;
import health.careloop.intake.MessageListView.MessageRow;
import health.careloop.intake.MessageState;
import health.careloop.intake.MessageTrailView;
import health.careloop.intake.MessageTrailView.FaultView;
import health.careloop.intake.MessageTrailView.FaultWeight;
import health.careloop.intake.MessageTrailView.FiledResult;
import health.careloop.intake.MessageTrailView.Step;
import health.careloop.intake.MessageTrailView.StepKind;
import health.careloop.intake.MessageTrailView.StepOutcome;
import health.careloop.ldt.Sentence;
import health.careloop.patients.BirthDate;
import health.careloop.patients.Namesake;
import health.careloop.patients.PatientBanner;
import health.careloop.patients.Sex;
import health.careloop.results.Comparator;
import health.careloop.results.Danger;
import health.careloop.results.Flag;
import health.careloop.results.Headline;
import health.careloop.results.InboxFilter;
import health.careloop.results.InboxRow;
import health.careloop.results.InboxView;
import health.careloop.results.Moment;
import health.careloop.results.ObservationStatus;
import health.careloop.results.ObservationView;
import health.careloop.results.PatientReportsView;
import health.careloop.results.PreviousValue;
import health.careloop.results.ReferenceRange;
import health.careloop.results.ReportStatus;
import health.careloop.results.ReportView;
import health.careloop.results.ReportView.AttachmentView;
import health.careloop.results.ReportView.SeenBy;
import health.careloop.results.ReportView.SpecimenView;
import health.careloop.results.ReportView.VersionView;
import health.careloop.results.WhyFlagged;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Invented people and values, in every state a screen can be in. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-20T18:42:10Z");
    public static final String HOSTILE = "<script>alert('x')</script>\"><img src=x onerror=alert(1)> & \u0007 Ümläut";
    public static final String LONG =
            "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(3);

    private Samples() {}

    public static UUID id(int number) {
        return new UUID(0x0190_0000_0000_7000L, 0x8000_0000_0000_0000L + number);
    }

    private static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }

    private static ReferenceRange range(String low, String high) {
        return new ReferenceRange(low + " - " + high, decimal(low), decimal(high));
    }

    // Inbox

    private static InboxRow row(
            int number,
            Danger danger,
            String name,
            @Nullable BirthDate born,
            @Nullable Headline headline,
            int abnormal,
            Duration ago,
            boolean unread) {
        return new InboxRow(
                id(number),
                danger,
                name,
                born,
                headline,
                abnormal,
                24,
                number % 3 == 0 ? "MVZ Labor Beispielstadt" : "Labor Musterberg",
                "26112008" + (10 + number),
                reported(number, ago),
                NOW.minus(ago),
                unread,
                number % 5 == 2 ? 2 : 1,
                number % 5 == 2,
                switch (number % 8) {
                    case 3 -> ReportStatus.PARTIAL;
                    case 5 -> ReportStatus.APPENDED;
                    case 6 -> ReportStatus.ARCHIVED;
                    case 7 -> ReportStatus.PRELIMINARY;
                    default -> ReportStatus.FINAL;
                },
                number == 12,
                number == 10 ? 2 : number == 4 ? 1 : 0);
    }

    /** Most laboratories date a report on the day it is sent; some a day before, some without a time, some not at all. */
    private static @Nullable Moment reported(int number, Duration ago) {
        return switch (number % 4) {
            case 0 -> null;
            case 1 -> Moment.of(NOW.minus(ago).minus(Duration.ofMinutes(9)));
            case 2 -> new Moment(LocalDate.of(2026, 11, 20).minusDays(ago.toDays()), null);
            default -> new Moment(LocalDate.of(2026, 11, 18).minusDays(ago.toDays()), null);
        };
    }

    public static List<InboxRow> rows() {
        List<InboxRow> rows = new ArrayList<>();
        rows.add(row(
                1,
                Danger.CRITICAL,
                "Beispiel, Erika",
                new BirthDate(1958, 3, 12),
                new Headline("Kalium", null, decimal("7.1"), "7.1", "mmol/l", Flag.STRONGLY_HIGH),
                3,
                Duration.ofMinutes(2),
                true));
        rows.add(row(
                2,
                Danger.CRITICAL,
                "Probe, Hannelore",
                new BirthDate(1941, 11, 0),
                new Headline("Hämoglobin", null, decimal("5.8"), "5.8", "g/dl", Flag.STRONGLY_LOW),
                1,
                Duration.ofMinutes(41),
                false));
        String[] names = {
            "Musterfrau, Anna-Sophie", "Testmann, Jörg", "Vorlage, Ümit", "Schablone, Margarethe", "Platzhalter, Kim"
        };
        Headline[] headlines = {
            new Headline("CRP", null, decimal("48.2"), "48.2", "mg/l", Flag.HIGH),
            new Headline("Troponin T hs", Comparator.GREATER, decimal("14"), ">14", "ng/l", Flag.HIGH),
            new Headline("Natrium", null, decimal("131"), "131", "mmol/l", Flag.LOW),
            new Headline("Influenza-A-RNA (PCR)", null, null, "positiv", null, Flag.ABNORMAL),
            new Headline("TSH basal", Comparator.LESS, decimal("0.01"), "<0.01", "mU/l", Flag.LOW)
        };
        for (int i = 0; i < 5; i++) {
            rows.add(row(
                    3 + i,
                    Danger.ABNORMAL,
                    names[i],
                    new BirthDate(1950 + 9 * i, 1 + i, 20),
                    headlines[i],
                    1 + i % 3,
                    Duration.ofMinutes(20 + 70L * i),
                    i < 3));
        }
        String[] rest = {
            "Entwurf, Paul",
            "Muster, Lieselotte",
            "Demo, Nadja",
            "Beispiel, Ole",
            "Probst-Test, Walburga",
            "Skizze, Ali",
            "Versuch, Irmgard",
            "Modell, Tim",
            "Muster, Ernst",
            "Etwa, Wilhelmine",
            "Gleichnis, Ida",
            "Fall, Jakob",
            "Angenommen, Rosa"
        };
        for (int i = 0; i < rest.length; i++) {
            rows.add(row(
                    10 + i,
                    Danger.NORMAL,
                    rest[i],
                    i == 4 ? null : i == 5 ? new BirthDate(1966, 0, 0) : new BirthDate(1936 + 6 * i, 1 + i % 12, 3 + i),
                    null,
                    0,
                    Duration.ofHours(1 + 5L * i),
                    i < 4));
        }
        return rows;
    }

    public static InboxView inbox() {
        return new InboxView(
                InboxFilter.ALL, "", rows(), new InboxView.Counts(20, 8, 2), new Paging(1, 1, 20), NOW, null);
    }

    public static InboxView inboxEmpty(InboxFilter filter, String query) {
        return new InboxView(filter, query, List.of(), new InboxView.Counts(0, 0, 0), new Paging(1, 1, 0), NOW, null);
    }

    public static InboxView inboxTooMany() {
        return new InboxView(
                InboxFilter.UNREAD,
                "",
                rows(),
                new InboxView.Counts(12_480, 10_231, 2),
                new Paging(1, 512, 10_231),
                NOW,
                new InboxView.JustRead(id(10), "Entwurf, Paul"));
    }

    public static InboxView inboxHostile() {
        List<InboxRow> rows = List.of(
                new InboxRow(
                        id(1),
                        Danger.CRITICAL,
                        HOSTILE,
                        null,
                        new Headline(HOSTILE, Comparator.LESS, null, HOSTILE, HOSTILE, Flag.STRONGLY_HIGH),
                        12,
                        300,
                        HOSTILE,
                        HOSTILE,
                        null,
                        NOW,
                        true,
                        99,
                        true,
                        ReportStatus.PARTIAL,
                        true,
                        9),
                new InboxRow(
                        id(2),
                        Danger.ABNORMAL,
                        LONG,
                        null,
                        new Headline(LONG, null, null, LONG, LONG, Flag.ABNORMAL),
                        2,
                        300,
                        LONG,
                        LONG,
                        new Moment(LocalDate.of(2026, 3, 4), null),
                        NOW,
                        true,
                        1,
                        false,
                        ReportStatus.FINAL,
                        true,
                        1));
        return new InboxView(
                InboxFilter.ALL,
                HOSTILE,
                rows,
                new InboxView.Counts(2, 2, 1),
                new Paging(2, 3, 2),
                NOW,
                new InboxView.JustRead(id(1), HOSTILE));
    }

    // Reports

    public static final PatientBanner PATIENT =
            new PatientBanner(id(900), "Beispiel, Erika", new BirthDate(1958, 3, 12), Sex.FEMALE, "4711");

    private static final List<Namesake> NAMESAKES =
            List.of(new Namesake(id(902), new BirthDate(1958, 11, 0), "5120"), new Namesake(id(903), null, null));

    private static final Moment TAKEN = new Moment(LocalDate.of(2026, 11, 20), null);

    private static ObservationView value(
            String name, String code, String value, String unit, ReferenceRange range, Flag flag, Danger danger) {
        return new ObservationView(
                name,
                code,
                value,
                null,
                decimal(value),
                unit,
                range,
                flag == Flag.HIGH ? "H" : flag == Flag.LOW ? "L" : null,
                flag,
                danger,
                ObservationStatus.FINAL,
                Moment.of(NOW.minus(Duration.ofHours(5))),
                List.of(),
                List.of(),
                List.of(),
                null);
    }

    private static List<PreviousValue> previous(String... values) {
        List<PreviousValue> previous = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            previous.add(new PreviousValue(
                    id(700 + i), Moment.of(NOW.minus(Duration.ofDays(70L + 94L * i))), decimal(values[i])));
        }
        return previous;
    }

    public static List<ObservationView> observations() {
        Moment at = Moment.of(NOW.minus(Duration.ofHours(5)));
        List<ObservationView> observations = new ArrayList<>();
        observations.add(value("Leukozyten", "LEUK", "11.8", "/nl", range("4.0", "10.5"), Flag.HIGH, Danger.ABNORMAL));
        observations.add(
                value("Erythrozyten", "ERY", "4.41", "/pl", range("3.90", "5.20"), Flag.NORMAL, Danger.NORMAL));
        observations.add(value("Hämoglobin", "HB", "12.9", "g/dl", range("12.0", "16.0"), Flag.NORMAL, Danger.NORMAL));
        observations.add(value("Hämatokrit", "HKT", "38.5", "%", range("35.0", "47.0"), Flag.NONE, Danger.NORMAL));
        observations.add(value("Thrombozyten", "THRO", "231", "/nl", range("150", "370"), Flag.NONE, Danger.NORMAL));
        observations.add(new ObservationView(
                "Kalium",
                "K",
                "7.1",
                null,
                decimal("7.1"),
                "mmol/l",
                range("3.5", "5.1"),
                "!H",
                Flag.STRONGLY_HIGH,
                Danger.CRITICAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of("Probe nicht hämolytisch. Wert durch Zweitmessung bestätigt."),
                previous("4.6", "5.0", "4.4", "4.8", "4.2"),
                new WhyFlagged(WhyFlagged.Rule.LABORATORY_FLAG, "!H", "8422", 43)));
        observations.add(value("Natrium", "NA", "138", "mmol/l", range("136", "145"), Flag.NONE, Danger.NORMAL));
        observations.add(new ObservationView(
                "Kreatinin",
                "KREA",
                "2.31",
                null,
                decimal("2.31"),
                "mg/dl",
                range("0.50", "0.90"),
                "H",
                Flag.HIGH,
                Danger.ABNORMAL,
                ObservationStatus.CORRECTED,
                at,
                List.of(),
                List.of("Korrigiert: zuvor 1,31 mg/dl (Übertragungsfehler)."),
                previous("1.12", "1.05", "0.94"),
                new WhyFlagged(WhyFlagged.Rule.LABORATORY_FLAG, "H", "8422", 61)));
        observations.add(new ObservationView(
                "eGFR (CKD-EPI)",
                "GFR",
                "21",
                null,
                decimal("21"),
                "ml/min/1,73 m²",
                new ReferenceRange("> 60", decimal("60"), null),
                "L",
                Flag.LOW,
                Danger.ABNORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                previous("52", "56", "61"),
                null));
        observations.add(new ObservationView(
                "CRP",
                "CRP",
                "<0.3",
                Comparator.LESS,
                decimal("0.3"),
                "mg/l",
                new ReferenceRange("< 5.0", null, decimal("5.0")),
                null,
                Flag.NORMAL,
                Danger.NORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                List.of(),
                null));
        observations.add(new ObservationView(
                "Vitamin B12",
                "VB12",
                "",
                null,
                null,
                null,
                null,
                null,
                Flag.NONE,
                Danger.NORMAL,
                ObservationStatus.PENDING,
                at,
                List.of(),
                List.of("Ergebnis folgt voraussichtlich am 23.11.2026."),
                List.of(),
                null));
        observations.add(new ObservationView(
                "Urin-Sediment",
                "USED",
                "s. Text",
                null,
                null,
                null,
                null,
                null,
                Flag.NONE,
                Danger.NORMAL,
                ObservationStatus.FINAL,
                at,
                List.of("Vereinzelt Plattenepithelien.\nKeine Bakterien, keine Zylinder. Leukozyten ≤ 5 µl."),
                List.of(),
                List.of(),
                null));
        observations.add(value("Harnstoff", "HST", "52", "mg/dl", range("17", "43"), Flag.NONE, Danger.NORMAL));
        return observations;
    }

    public static ReportView report() {
        VersionView first = new VersionView(
                id(2),
                1,
                ReportStatus.PARTIAL,
                false,
                false,
                Danger.ABNORMAL,
                false,
                NOW.minus(Duration.ofHours(3)),
                List.of(
                        new SeenBy("Dr. Carla Vorbild", "doctor", NOW.minus(Duration.ofMinutes(150))),
                        new SeenBy("Mika Entwurf", "nurse", NOW.minus(Duration.ofMinutes(90)))));
        VersionView second = new VersionView(
                id(1),
                2,
                ReportStatus.FINAL,
                true,
                false,
                Danger.CRITICAL,
                true,
                NOW.minus(Duration.ofMinutes(2)),
                List.of(new SeenBy("Dr. Carla Vorbild", "doctor", NOW)));
        return report(2, ReportStatus.FINAL, true, Danger.CRITICAL, observations(), List.of(second, first));
    }

    public static ReportView reportOutdated() {
        ReportView newest = report();
        return report(
                1,
                ReportStatus.PARTIAL,
                false,
                Danger.ABNORMAL,
                newest.observations().stream()
                        .filter(o -> o.danger() != Danger.CRITICAL)
                        .toList(),
                newest.versions());
    }

    private static ReportView report(
            int version,
            ReportStatus status,
            boolean corrected,
            Danger danger,
            List<ObservationView> observations,
            List<VersionView> versions) {
        return report(version, status, corrected, danger, observations, versions, false);
    }

    private static ReportView report(
            int version,
            ReportStatus status,
            boolean corrected,
            Danger danger,
            List<ObservationView> observations,
            List<VersionView> versions,
            boolean incomplete) {
        return new ReportView(
                id(3 - version),
                id(500),
                version,
                status,
                corrected,
                danger,
                version == 2,
                PATIENT,
                version == 2 ? NAMESAKES : List.of(),
                "Labor Musterberg",
                "0000 123456",
                "Praxis Linden",
                "2611200815",
                Moment.of(NOW.minus(Duration.ofMinutes(20))),
                NOW.minus(Duration.ofMinutes(2)),
                List.of(new SpecimenView("S-1", "Serum", TAKEN), new SpecimenView(null, "EDTA-Blut", TAKEN)),
                observations,
                List.of("Telefonisch vorab durchgegeben um 19:38 Uhr an die Praxis."),
                versions,
                List.of(new AttachmentView(id(800), "Originalbefund.pdf", "application/pdf", 48_213)),
                id(600),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                incomplete,
                (int) observations.stream()
                        .filter(o -> o.name().equals("Harnstoff"))
                        .count());
    }

    /** Critical, and lines of it are lost: it takes the whole one off nobody's list. */
    public static ReportView reportIncomplete() {
        return report(2, ReportStatus.FINAL, false, Danger.CRITICAL, observations(), bothStand(), true);
    }

    /** The whole one beside it, corrected by the laboratory before it came here. */
    public static ReportView reportBeside() {
        return report(
                1, ReportStatus.FINAL, true, Danger.ABNORMAL, reportOutdated().observations(), bothStand());
    }

    private static List<VersionView> bothStand() {
        return List.of(
                new VersionView(
                        id(2),
                        1,
                        ReportStatus.FINAL,
                        true,
                        false,
                        Danger.ABNORMAL,
                        true,
                        NOW.minus(Duration.ofHours(3)),
                        List.of()),
                new VersionView(
                        id(1),
                        2,
                        ReportStatus.FINAL,
                        false,
                        true,
                        Danger.CRITICAL,
                        true,
                        NOW.minus(Duration.ofMinutes(2)),
                        List.of()));
    }

    public static ReportView reportNormal() {
        return report(
                1,
                ReportStatus.FINAL,
                false,
                Danger.NORMAL,
                observations().stream().filter(o -> o.danger() == Danger.NORMAL).toList(),
                List.of(new VersionView(
                        id(2), 1, ReportStatus.FINAL, false, false, Danger.NORMAL, true, NOW, List.of())));
    }

    public static ReportView reportHostile() {
        Moment at = Moment.of(NOW);
        List<ObservationView> observations = List.of(
                new ObservationView(
                        HOSTILE,
                        HOSTILE,
                        HOSTILE,
                        Comparator.GREATER_OR_EQUAL,
                        null,
                        HOSTILE,
                        new ReferenceRange(HOSTILE, null, null),
                        HOSTILE,
                        Flag.STRONGLY_ABNORMAL,
                        Danger.CRITICAL,
                        ObservationStatus.PRELIMINARY,
                        at,
                        List.of(HOSTILE),
                        List.of(HOSTILE),
                        List.of(),
                        new WhyFlagged(WhyFlagged.Rule.LABORATORY_URGENCY, HOSTILE, HOSTILE, 1)),
                new ObservationView(
                        LONG,
                        null,
                        "-1.5E+400",
                        null,
                        new BigDecimal("-15E+39"),
                        LONG,
                        new ReferenceRange(LONG, decimal("1"), decimal("2")),
                        null,
                        Flag.STRONGLY_LOW,
                        Danger.ABNORMAL,
                        ObservationStatus.CANCELLED,
                        at,
                        List.of(LONG),
                        List.of(LONG),
                        previous("1", "1"),
                        null),
                new ObservationView(
                        LONG,
                        null,
                        LONG,
                        null,
                        null,
                        LONG,
                        null,
                        null,
                        Flag.NONE,
                        Danger.NORMAL,
                        ObservationStatus.ALREADY_REPORTED,
                        at,
                        List.of(),
                        List.of(),
                        List.of(),
                        null));
        return new ReportView(
                id(1),
                id(500),
                1,
                ReportStatus.PARTIAL,
                false,
                Danger.CRITICAL,
                true,
                new PatientBanner(id(900), HOSTILE, null, Sex.UNKNOWN, HOSTILE),
                List.of(new Namesake(id(902), null, HOSTILE)),
                HOSTILE,
                HOSTILE,
                LONG,
                HOSTILE,
                null,
                NOW,
                List.of(new SpecimenView(HOSTILE, LONG, Moment.of(NOW))),
                observations,
                List.of(HOSTILE, LONG),
                List.of(new VersionView(
                        id(1),
                        1,
                        ReportStatus.PARTIAL,
                        false,
                        true,
                        Danger.CRITICAL,
                        true,
                        NOW,
                        List.of(new SeenBy(HOSTILE, HOSTILE, NOW)))),
                List.of(new AttachmentView(id(800), HOSTILE, HOSTILE, 1)),
                id(600),
                "00".repeat(32),
                true,
                2);
    }

    public static ReportView reportWithoutValues() {
        return report(
                1,
                ReportStatus.FINAL,
                false,
                Danger.NORMAL,
                List.of(),
                List.of(new VersionView(
                        id(2), 1, ReportStatus.FINAL, false, false, Danger.NORMAL, true, NOW, List.of())));
    }

    public static ReportView reportOf(int count) {
        List<ObservationView> observations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObservationView one = observations().get(i % observations().size());
            observations.add(new ObservationView(
                    one.name() + " " + (i + 1),
                    one.code(),
                    one.rawValue(),
                    one.comparator(),
                    one.number(),
                    one.unit(),
                    one.range(),
                    one.flagRaw(),
                    one.flag(),
                    i == 5 ? Danger.CRITICAL : one.danger() == Danger.CRITICAL ? Danger.ABNORMAL : one.danger(),
                    one.status(),
                    one.at(),
                    one.texts(),
                    one.notes(),
                    one.previous(),
                    one.why()));
        }
        return report(
                1,
                ReportStatus.FINAL,
                false,
                Danger.CRITICAL,
                observations,
                List.of(new VersionView(
                        id(2), 1, ReportStatus.FINAL, false, false, Danger.NORMAL, true, NOW, List.of())));
    }

    public static PatientReportsView patient() {
        List<InboxRow> newestFirst = rows().subList(0, 9).stream()
                .sorted(java.util.Comparator.comparing((InboxRow row) -> row.reportedAt() == null
                                ? Moment.of(row.receivedAt()).day()
                                : row.reportedAt().day())
                        .thenComparing(InboxRow::receivedAt)
                        .reversed())
                .toList();
        return new PatientReportsView(PATIENT, NAMESAKES, newestFirst, new Paging(1, 1, 9));
    }

    public static PatientReportsView patientWithoutReports() {
        return new PatientReportsView(
                new PatientBanner(id(901), "Neugeboren, Ida", new BirthDate(2026, 11, 17), Sex.DIVERSE, null),
                List.of(),
                List.of(),
                new Paging(1, 1, 0));
    }

    // Messages

    public static MessageListView messages() {
        MessageState[] states = {
            MessageState.RECEIVED, MessageState.FILED, MessageState.DEAD_LETTER, MessageState.FILED,
            MessageState.QUARANTINED, MessageState.RETRYING, MessageState.FILED, MessageState.FILED
        };
        List<MessageRow> rows = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            MessageState state = states[i % states.length];
            Hindrance hindrance = switch (state) {
                case DEAD_LETTER -> Hindrance.CUT_OFF;
                case QUARANTINED -> Hindrance.PATIENT_AMBIGUOUS;
                case RETRYING -> Hindrance.BUG;
                case RECEIVED, FILED -> null;
            };
            rows.add(new MessageRow(
                    id(600 + i),
                    state,
                    hindrance,
                    i % 3 == 0 ? "Mirth Labor Beispielstadt" : "Labor Musterberg",
                    NOW.minus(Duration.ofMinutes(1 + 13L * i)),
                    812 + 9_120L * i * i,
                    state == MessageState.DEAD_LETTER ? null : i % 2 == 0 ? "LDT 3.2.19" : "LDT 1014.01",
                    state == MessageState.FILED ? 1 + i % 4 : 0,
                    state == MessageState.DEAD_LETTER ? 231 : i % 3));
        }
        return new MessageListView(
                null,
                rows,
                Map.of(
                        MessageState.RECEIVED,
                        2,
                        MessageState.FILED,
                        4180,
                        MessageState.DEAD_LETTER,
                        2,
                        MessageState.QUARANTINED,
                        2,
                        MessageState.RETRYING,
                        2),
                new Paging(1, 210, 4188),
                NOW);
    }

    public static MessageListView messagesEmpty(@Nullable MessageState filter) {
        return new MessageListView(filter, List.of(), Map.of(), new Paging(1, 1, 0), NOW);
    }

    private static Step step(StepKind kind, StepOutcome outcome, int second, long millis) {
        return new Step(
                kind,
                outcome,
                NOW.minus(Duration.ofMinutes(2)).plusSeconds(second),
                Duration.ofMillis(millis),
                1,
                null,
                null);
    }

    public static MessageTrailView trail() {
        return new MessageTrailView(
                id(600),
                MessageState.FILED,
                "Labor Musterberg",
                NOW.minus(Duration.ofMinutes(2)),
                9_132,
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                "LDT 3.2.19",
                new Sentence("ISO 8859-15 (LDT 3 ist immer ISO 8859-15)", "ISO 8859-15 (LDT 3 is always ISO 8859-15)"),
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 9),
                        step(StepKind.DECODED, StepOutcome.DONE, 0, 41),
                        step(StepKind.MATCHED, StepOutcome.DONE, 1, 120),
                        step(StepKind.FILED, StepOutcome.DONE, 1, 1_240)),
                List.of(
                        new FaultView(
                                12,
                                "8410",
                                "K099",
                                FaultWeight.WARNING,
                                new Sentence(
                                        "Im Satz 8202 fehlt das Feld 8410.", "Field 8410 is missing in record 8202."),
                                new Sentence(
                                        "Der Test-Ident gehört vor die Testbezeichnung.",
                                        "Send the test ident before the test name.")),
                        new FaultView(
                                43,
                                null,
                                null,
                                FaultWeight.WARNING,
                                new Sentence("Die Zeile ist länger als angegeben.", "Line longer than declared."),
                                null)),
                2,
                List.of(
                        new FiledResult(id(1), Danger.CRITICAL, "Beispiel, Erika", "2611200815", 2, true, false),
                        new FiledResult(id(2), Danger.NORMAL, "Muster, Ernst", "2611200816", 1, false, true)),
                List.of(new MessageTrailView.Duplicate(NOW.minusSeconds(40), "Labor Musterberg")),
                NOW);
    }

    public static MessageTrailView trailDeadLetter() {
        List<FaultView> faults = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            faults.add(new FaultView(
                    4 + i * 3,
                    i % 4 == 3 ? null : "84" + (10 + i),
                    i % 5 == 4 ? null : "K0" + (10 + i),
                    i % 3 == 0 ? FaultWeight.ERROR : FaultWeight.WARNING,
                    new Sentence(
                            "Die Zeile gibt die Länge 0" + (12 + i) + " an, gefunden wurden aber " + (10 + i)
                                    + " Bytes.",
                            "The declared length 0" + (12 + i) + " does not match the " + (10 + i)
                                    + " bytes of the line."),
                    i % 2 == 0
                            ? new Sentence(
                                    "Zählen Sie die Bytes in ISO 8859-15 samt Wagenrücklauf und Zeilenvorschub.",
                                    "Count the bytes in ISO 8859-15, with carriage return and line feed.")
                            : null));
        }
        return new MessageTrailView(
                id(602),
                MessageState.DEAD_LETTER,
                "Mirth Labor Beispielstadt",
                NOW.minus(Duration.ofHours(1)),
                48_213,
                "ab".repeat(32),
                null,
                null,
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 7),
                        new Step(
                                StepKind.DECODED,
                                StepOutcome.STOPPED,
                                NOW.minusSeconds(3000),
                                Duration.ofSeconds(190),
                                5,
                                Hindrance.CUT_OFF,
                                new Sentence(
                                        "Zeile 231 gibt die Länge 16 an, gefunden wurden aber 9 Bytes.",
                                        "Line 231 says it is 16 bytes long, but 9 were found.")),
                        new Step(
                                StepKind.DEAD_LETTER,
                                StepOutcome.STOPPED,
                                NOW.minusSeconds(2000),
                                null,
                                1,
                                null,
                                null)),
                faults,
                231,
                List.of(),
                List.of(),
                NOW);
    }

    public static MessageTrailView trailQuarantined() {
        return new MessageTrailView(
                id(604),
                MessageState.QUARANTINED,
                HOSTILE,
                NOW,
                812,
                "cd".repeat(32),
                HOSTILE,
                new Sentence(HOSTILE, HOSTILE),
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 7),
                        step(StepKind.DECODED, StepOutcome.DONE, 1, 7),
                        new Step(
                                StepKind.QUARANTINED,
                                StepOutcome.STOPPED,
                                NOW,
                                null,
                                1,
                                Hindrance.PATIENT_AMBIGUOUS,
                                new Sentence(HOSTILE, HOSTILE)),
                        new Step(StepKind.MATCHED, StepOutcome.WAITING, null, null, 0, null, null)),
                List.of(new FaultView(
                        1,
                        HOSTILE,
                        HOSTILE,
                        FaultWeight.ERROR,
                        new Sentence(HOSTILE, HOSTILE),
                        new Sentence(LONG, LONG))),
                1,
                List.of(),
                List.of(),
                NOW);
    }

    public static MessageTrailView trailRunning() {
        return new MessageTrailView(
                id(601),
                MessageState.RECEIVED,
                "Labor Musterberg",
                NOW,
                812,
                "ef".repeat(32),
                null,
                null,
                List.of(
                        step(StepKind.RECEIVED, StepOutcome.DONE, 0, 7),
                        new Step(StepKind.DECODED, StepOutcome.RUNNING, NOW, null, 1, null, null),
                        new Step(StepKind.MATCHED, StepOutcome.WAITING, null, null, 0, null, null),
                        new Step(StepKind.FILED, StepOutcome.WAITING, null, null, 0, null, null)),
                List.of(),
                0,
                List.of(),
                List.of(),
                NOW);
    }
}
