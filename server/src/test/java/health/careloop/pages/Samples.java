package health.careloop.pages;

import health.careloop.patients.BirthDate;
import health.careloop.patients.Namesake;
import health.careloop.patients.PatientBanner;
import health.careloop.patients.Sex;
import health.careloop.results.Comparator;
import health.careloop.results.Danger;
import health.careloop.results.Flag;
import health.careloop.results.InboxRow;
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
import health.careloop.results.TimeOf;
import health.careloop.results.WhyFlagged;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

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

    static BigDecimal decimal(String number) {
        return new BigDecimal(number);
    }

    private static ReferenceRange range(String low, String high) {
        return new ReferenceRange(low + " - " + high, decimal(low), decimal(high), low, high);
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
                null,
                TimeOf.COLLECTION,
                null,
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
                new WhyFlagged(WhyFlagged.Rule.LABORATORY_FLAG, "!H", "8422", 43),
                TimeOf.COLLECTION,
                Moment.of(NOW.minus(Duration.ofHours(1))),
                "ISE"));
        observations.add(value("Ferritin", "FERR", "42", "µg/l", range("150", "15"), Flag.NONE, Danger.NORMAL));
        observations.add(new ObservationView(
                "Transferrinsättigung",
                "TFS",
                "0.12345678901234567890123",
                null,
                null,
                "",
                range("0.16", "0.45"),
                null,
                Flag.NONE,
                Danger.NORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                List.of(),
                null,
                TimeOf.COLLECTION,
                null,
                null));
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
                new WhyFlagged(WhyFlagged.Rule.LABORATORY_FLAG, "H", "8422", 61),
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(new ObservationView(
                "eGFR (CKD-EPI)",
                "GFR",
                "21",
                null,
                decimal("21"),
                "ml/min/1,73 m²",
                new ReferenceRange("> 60", decimal("60"), null, null, null),
                "L",
                Flag.LOW,
                Danger.ABNORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                previous("52", "56", "61"),
                null,
                TimeOf.COLLECTION,
                null,
                null));
        observations.add(new ObservationView(
                "CRP",
                "CRP",
                "<0.3",
                Comparator.LESS,
                decimal("0.3"),
                "mg/l",
                new ReferenceRange("< 5.0", null, decimal("5.0"), null, null),
                null,
                Flag.NORMAL,
                Danger.NORMAL,
                ObservationStatus.FINAL,
                at,
                List.of(),
                List.of(),
                List.of(),
                null,
                TimeOf.COLLECTION,
                null,
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
                null,
                TimeOf.COLLECTION,
                null,
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
                null,
                TimeOf.COLLECTION,
                null,
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
                List.of(
                        new SpecimenView("S-1", "Serum", TAKEN, List.of("gefroren", "Lokalisation: Ellenbeuge links")),
                        new SpecimenView(null, "EDTA-Blut", TAKEN, List.of())),
                observations,
                List.of("Telefonisch vorab durchgegeben um 19:38 Uhr an die Praxis."),
                versions,
                List.of(new AttachmentView(id(800), "Originalbefund.pdf", "application/pdf", 48_213)),
                id(600),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                incomplete,
                (int) observations.stream()
                        .filter(o -> o.name().equals("Harnstoff"))
                        .count(),
                1);
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
                        new ReferenceRange(HOSTILE, null, null, null, null),
                        HOSTILE,
                        Flag.STRONGLY_ABNORMAL,
                        Danger.CRITICAL,
                        ObservationStatus.PRELIMINARY,
                        at,
                        List.of(HOSTILE),
                        List.of(HOSTILE),
                        List.of(),
                        new WhyFlagged(WhyFlagged.Rule.LABORATORY_URGENCY, HOSTILE, HOSTILE, 1),
                        TimeOf.COLLECTION,
                        null,
                        null),
                new ObservationView(
                        LONG,
                        null,
                        "-1.5E+400",
                        null,
                        new BigDecimal("-15E+39"),
                        LONG,
                        new ReferenceRange(LONG, decimal("1"), decimal("2"), null, null),
                        null,
                        Flag.STRONGLY_LOW,
                        Danger.ABNORMAL,
                        ObservationStatus.CANCELLED,
                        at,
                        List.of(LONG),
                        List.of(LONG),
                        previous("1", "1"),
                        null,
                        TimeOf.COLLECTION,
                        null,
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
                        null,
                        TimeOf.COLLECTION,
                        null,
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
                List.of(new SpecimenView(HOSTILE, LONG, Moment.of(NOW), List.of(HOSTILE, LONG))),
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
                2,
                1);
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
                    one.why(),
                    one.timeOf(),
                    one.measuredAt(),
                    one.method()));
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
        List<InboxRow> newestFirst = InboxSamples.rows().subList(0, 9).stream()
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
}
