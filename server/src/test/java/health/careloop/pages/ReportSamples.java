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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Reports, and the patient they are about. */
public final class ReportSamples {
    public static final PatientBanner PATIENT =
            new PatientBanner(Samples.id(900), "Beispiel, Erika", new BirthDate(1958, 3, 12), Sex.FEMALE, "4711");

    private static final List<Namesake> NAMESAKES = List.of(
            new Namesake(Samples.id(902), new BirthDate(1958, 11, 0), "5120"),
            new Namesake(Samples.id(903), null, null));

    private static final Moment TAKEN = new Moment(LocalDate.of(2026, 11, 20), null);

    private ReportSamples() {}

    public static ReportView report() {
        VersionView first = new VersionView(
                Samples.id(2),
                1,
                ReportStatus.PARTIAL,
                false,
                false,
                Danger.ABNORMAL,
                false,
                null,
                Samples.NOW.minus(Duration.ofHours(3)),
                List.of(
                        new SeenBy("Dr. Carla Vorbild", "doctor", Samples.NOW.minus(Duration.ofMinutes(150))),
                        new SeenBy("Mika Entwurf", "nurse", Samples.NOW.minus(Duration.ofMinutes(90)))));
        VersionView second = new VersionView(
                Samples.id(1),
                2,
                ReportStatus.FINAL,
                true,
                false,
                Danger.CRITICAL,
                true,
                null,
                Samples.NOW.minus(Duration.ofMinutes(2)),
                List.of(new SeenBy("Dr. Carla Vorbild", "doctor", Samples.NOW)));
        return report(
                2,
                ReportStatus.FINAL,
                true,
                Danger.CRITICAL,
                ObservationSamples.observations(),
                List.of(second, first));
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
                Samples.id(3 - version),
                Samples.id(500),
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
                Moment.of(Samples.NOW.minus(Duration.ofMinutes(20))),
                Samples.NOW.minus(Duration.ofMinutes(2)),
                List.of(
                        new SpecimenView("S-1", "Serum", TAKEN, List.of("gefroren", "Lokalisation: Ellenbeuge links")),
                        new SpecimenView(null, "EDTA-Blut", TAKEN, List.of())),
                observations,
                List.of("Telefonisch vorab durchgegeben um 19:38 Uhr an die Praxis."),
                versions,
                List.of(new AttachmentView(Samples.id(800), "Originalbefund.pdf", "application/pdf", 48_213)),
                Samples.id(600),
                "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                incomplete,
                (int) observations.stream()
                        .filter(o -> o.name().equals("Harnstoff"))
                        .count(),
                1);
    }

    /** Critical, and lines of it are lost: it takes the whole one off nobody's list. */
    public static ReportView reportIncomplete() {
        return report(
                2, ReportStatus.FINAL, false, Danger.CRITICAL, ObservationSamples.observations(), bothStand(), true);
    }

    /** The whole one beside it, corrected by the laboratory before it came here. */
    public static ReportView reportBeside() {
        return report(
                1, ReportStatus.FINAL, true, Danger.ABNORMAL, reportOutdated().observations(), bothStand());
    }

    private static List<VersionView> bothStand() {
        return List.of(
                new VersionView(
                        Samples.id(2),
                        1,
                        ReportStatus.FINAL,
                        true,
                        false,
                        Danger.ABNORMAL,
                        true,
                        null,
                        Samples.NOW.minus(Duration.ofHours(3)),
                        List.of()),
                new VersionView(
                        Samples.id(1),
                        2,
                        ReportStatus.FINAL,
                        false,
                        true,
                        Danger.CRITICAL,
                        true,
                        null,
                        Samples.NOW.minus(Duration.ofMinutes(2)),
                        List.of()));
    }

    /** What was critical and nobody opened is replaced by what is not. */
    public static ReportView reportReplaced() {
        return report(
                2,
                ReportStatus.FINAL,
                true,
                Danger.NORMAL,
                ObservationSamples.observations().stream()
                        .filter(o -> o.danger() == Danger.NORMAL)
                        .toList(),
                List.of(
                        new VersionView(
                                Samples.id(2),
                                1,
                                ReportStatus.FINAL,
                                false,
                                false,
                                Danger.CRITICAL,
                                false,
                                Moment.of(Samples.NOW.minus(Duration.ofHours(4))),
                                Samples.NOW.minus(Duration.ofHours(3)),
                                List.of()),
                        new VersionView(
                                Samples.id(1),
                                2,
                                ReportStatus.FINAL,
                                true,
                                false,
                                Danger.NORMAL,
                                true,
                                Moment.of(Samples.NOW.minus(Duration.ofMinutes(20))),
                                Samples.NOW.minus(Duration.ofMinutes(2)),
                                List.of(new SeenBy("Dr. Carla Vorbild", "doctor", Samples.NOW)))));
    }

    public static ReportView reportNormal() {
        return report(
                1,
                ReportStatus.FINAL,
                false,
                Danger.NORMAL,
                ObservationSamples.observations().stream()
                        .filter(o -> o.danger() == Danger.NORMAL)
                        .toList(),
                List.of(new VersionView(
                        Samples.id(2),
                        1,
                        ReportStatus.FINAL,
                        false,
                        false,
                        Danger.NORMAL,
                        true,
                        null,
                        Samples.NOW,
                        List.of())));
    }

    public static ReportView reportHostile() {
        Moment at = Moment.of(Samples.NOW);
        List<ObservationView> observations = List.of(
                new ObservationView(
                        Samples.HOSTILE,
                        Samples.HOSTILE,
                        Samples.HOSTILE,
                        Comparator.GREATER_OR_EQUAL,
                        null,
                        Samples.HOSTILE,
                        new ReferenceRange(Samples.HOSTILE, null, null, null, null),
                        Samples.HOSTILE,
                        Flag.STRONGLY_ABNORMAL,
                        Danger.CRITICAL,
                        ObservationStatus.PRELIMINARY,
                        at,
                        List.of(Samples.HOSTILE),
                        List.of(Samples.HOSTILE),
                        List.of(),
                        new WhyFlagged(WhyFlagged.Rule.LABORATORY_URGENCY, Samples.HOSTILE, Samples.HOSTILE, 1),
                        TimeOf.COLLECTION,
                        null,
                        null),
                new ObservationView(
                        Samples.LONG,
                        null,
                        "-1.5E+400",
                        null,
                        new BigDecimal("-15E+39"),
                        Samples.LONG,
                        new ReferenceRange(Samples.LONG, Samples.decimal("1"), Samples.decimal("2"), null, null),
                        null,
                        Flag.STRONGLY_LOW,
                        Danger.ABNORMAL,
                        ObservationStatus.CANCELLED,
                        at,
                        List.of(Samples.LONG),
                        List.of(Samples.LONG),
                        ObservationSamples.previous("1", "1"),
                        null,
                        TimeOf.COLLECTION,
                        null,
                        null),
                new ObservationView(
                        Samples.LONG,
                        null,
                        Samples.LONG,
                        null,
                        null,
                        Samples.LONG,
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
                Samples.id(1),
                Samples.id(500),
                1,
                ReportStatus.PARTIAL,
                false,
                Danger.CRITICAL,
                true,
                new PatientBanner(Samples.id(900), Samples.HOSTILE, null, Sex.UNKNOWN, Samples.HOSTILE),
                List.of(new Namesake(Samples.id(902), null, Samples.HOSTILE)),
                Samples.HOSTILE,
                Samples.HOSTILE,
                Samples.LONG,
                Samples.HOSTILE,
                null,
                Samples.NOW,
                List.of(new SpecimenView(
                        Samples.HOSTILE, Samples.LONG, Moment.of(Samples.NOW), List.of(Samples.HOSTILE, Samples.LONG))),
                observations,
                List.of(Samples.HOSTILE, Samples.LONG),
                List.of(new VersionView(
                        Samples.id(1),
                        1,
                        ReportStatus.PARTIAL,
                        false,
                        true,
                        Danger.CRITICAL,
                        true,
                        null,
                        Samples.NOW,
                        List.of(new SeenBy(Samples.HOSTILE, Samples.HOSTILE, Samples.NOW)))),
                List.of(new AttachmentView(Samples.id(800), Samples.HOSTILE, Samples.HOSTILE, 1)),
                Samples.id(600),
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
                        Samples.id(2),
                        1,
                        ReportStatus.FINAL,
                        false,
                        false,
                        Danger.NORMAL,
                        true,
                        null,
                        Samples.NOW,
                        List.of())));
    }

    public static ReportView reportOf(int count) {
        List<ObservationView> observations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ObservationView one = ObservationSamples.observations()
                    .get(i % ObservationSamples.observations().size());
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
                        Samples.id(2),
                        1,
                        ReportStatus.FINAL,
                        false,
                        false,
                        Danger.NORMAL,
                        true,
                        null,
                        Samples.NOW,
                        List.of())));
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
                new PatientBanner(Samples.id(901), "Neugeboren, Ida", new BirthDate(2026, 11, 17), Sex.DIVERSE, null),
                List.of(),
                List.of(),
                new Paging(1, 1, 0));
    }
}
