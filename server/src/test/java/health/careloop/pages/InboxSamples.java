package health.careloop.pages;

import health.careloop.patients.BirthDate;
import health.careloop.results.Comparator;
import health.careloop.results.Danger;
import health.careloop.results.Flag;
import health.careloop.results.Headline;
import health.careloop.results.InboxFilter;
import health.careloop.results.InboxRow;
import health.careloop.results.InboxView;
import health.careloop.results.Moment;
import health.careloop.results.ReportStatus;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Inboxes, full, empty and hostile. */
public final class InboxSamples {
    private InboxSamples() {}

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
                Samples.id(number),
                danger,
                name,
                born,
                headline,
                abnormal,
                24,
                number % 3 == 0 ? "MVZ Labor Beispielstadt" : "Labor Musterberg",
                "26112008" + (10 + number),
                reported(number, ago),
                Samples.NOW.minus(ago),
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
                number == 10 ? 2 : number == 4 ? 1 : 0,
                danger == Danger.CRITICAL && headline == null,
                number == 5 || number == 9);
    }

    /** Most laboratories date a report on the day it is sent; some a day before, some without a time, some not at all. */
    private static @Nullable Moment reported(int number, Duration ago) {
        return switch (number % 4) {
            case 0 -> null;
            case 1 -> Moment.of(Samples.NOW.minus(ago).minus(Duration.ofMinutes(9)));
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
                new Headline("Kalium", null, Samples.decimal("7.1"), "7.1", "mmol/l", Flag.STRONGLY_HIGH),
                3,
                Duration.ofMinutes(2),
                true));
        rows.add(row(
                2,
                Danger.CRITICAL,
                "Probe, Hannelore",
                new BirthDate(1941, 11, 0),
                new Headline("Hämoglobin", null, Samples.decimal("5.8"), "5.8", "g/dl", Flag.STRONGLY_LOW),
                1,
                Duration.ofMinutes(41),
                false));
        String[] names = {
            "Musterfrau, Anna-Sophie", "Testmann, Jörg", "Vorlage, Ümit", "Schablone, Margarethe", "Platzhalter, Kim"
        };
        Headline[] headlines = {
            new Headline("CRP", null, Samples.decimal("48.2"), "48.2", "mg/l", Flag.HIGH),
            new Headline("Troponin T hs", Comparator.GREATER, Samples.decimal("14"), ">14", "ng/l", Flag.HIGH),
            new Headline("Natrium", null, Samples.decimal("131"), "131", "mmol/l", Flag.LOW),
            new Headline("Influenza-A-RNA (PCR)", null, null, "positiv", null, Flag.ABNORMAL),
            new Headline("TSH basal", Comparator.LESS, Samples.decimal("0.01"), "<0.01", "mU/l", Flag.LOW)
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
                InboxFilter.ALL, "", rows(), new InboxView.Counts(20, 8, 2), new Paging(1, 1, 20), Samples.NOW, null);
    }

    public static InboxView inboxEmpty(InboxFilter filter, String query) {
        return new InboxView(
                filter, query, List.of(), new InboxView.Counts(0, 0, 0), new Paging(1, 1, 0), Samples.NOW, null);
    }

    public static InboxView inboxTooMany() {
        return new InboxView(
                InboxFilter.UNREAD,
                "",
                rows(),
                new InboxView.Counts(12_480, 10_231, 2),
                new Paging(1, 512, 10_231),
                Samples.NOW,
                new InboxView.JustRead(Samples.id(10), "Entwurf, Paul"));
    }

    public static InboxView inboxHostile() {
        List<InboxRow> rows = List.of(
                new InboxRow(
                        Samples.id(1),
                        Danger.CRITICAL,
                        Samples.HOSTILE,
                        null,
                        new Headline(
                                Samples.HOSTILE,
                                Comparator.LESS,
                                null,
                                Samples.HOSTILE,
                                Samples.HOSTILE,
                                Flag.STRONGLY_HIGH),
                        12,
                        300,
                        Samples.HOSTILE,
                        Samples.HOSTILE,
                        null,
                        Samples.NOW,
                        true,
                        99,
                        true,
                        ReportStatus.PARTIAL,
                        true,
                        9,
                        true,
                        true),
                new InboxRow(
                        Samples.id(2),
                        Danger.ABNORMAL,
                        Samples.LONG,
                        null,
                        new Headline(Samples.LONG, null, null, Samples.LONG, Samples.LONG, Flag.ABNORMAL),
                        2,
                        300,
                        Samples.LONG,
                        Samples.LONG,
                        new Moment(LocalDate.of(2026, 3, 4), null),
                        Samples.NOW,
                        true,
                        1,
                        false,
                        ReportStatus.FINAL,
                        true,
                        1,
                        false,
                        true));
        return new InboxView(
                InboxFilter.ALL,
                Samples.HOSTILE,
                rows,
                new InboxView.Counts(2, 2, 1),
                new Paging(2, 3, 2),
                Samples.NOW,
                new InboxView.JustRead(Samples.id(1), Samples.HOSTILE));
    }
}
