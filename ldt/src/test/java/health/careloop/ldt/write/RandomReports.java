package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.clinical.BirthDate;
import health.careloop.ldt.clinical.Culture;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReport.Status;
import health.careloop.ldt.clinical.ObservationStatus;
import health.careloop.ldt.clinical.Sources;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Reports of every shape the builders allow, for tests of writing and reading. */
final class RandomReports {
    static final LocalDateTime NOW = LocalDateTime.of(2026, 11, 20, 10, 45);

    private static final String LETTERS =
            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZäöüÄÖÜß0123456789 .,-/()<>%";

    private final Random random;
    private final Generation generation;
    /** One for the whole package: in LDT 2 the practice stands in the header. */
    private final boolean hospital;

    RandomReports(long seed, Generation generation) {
        this.random = new Random(seed);
        this.generation = generation;
        this.hospital = random.nextInt(3) == 0;
    }

    static Envelope envelope() {
        return Envelope.of("TestLIS", "1.0", "X/39/1501/36/abc", NOW)
                .at(ZoneOffset.ofHours(1))
                .practice("Prüfstraße", "1", "12345", "Musterstadt")
                .laboratory("Laborweg", "2", "12345", "Testberg")
                .contact("Dr. med.", "Mia", "Laborärztin")
                .physician("Dr. med.", "Linda", "Linde");
    }

    List<LdtReport> some() {
        List<LdtReport> reports = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            reports.add(one(i));
        }
        return reports;
    }

    private boolean nested() {
        return generation == Generation.LDT3;
    }

    private LdtReport one(int index) {
        ReportBuilder report = ReportBuilder.report("26-%06d".formatted(index))
                .lab("Labor Größe & Söhne", "994567800", "LABT")
                .practice("Praxis Linde", "123456700", "4711", "999999900")
                .patient(words(20), words(30), born(), pick("M", "W", "X", "U"))
                .receivedOn(NOW.toLocalDate().minusDays(random.nextInt(3)));
        if (hospital) {
            report.hospitalPhysician(TestNumbers.hospitalPhysician(3)).asvTeam(TestNumbers.team(345));
        }
        if (!nested() && random.nextInt(3) == 0) {
            report.orderedBy(TestNumbers.physician(17));
        }
        if (random.nextBoolean()) {
            report.order("A" + random.nextInt(1_000_000));
        }
        if (random.nextBoolean()) {
            report.styled(pick("Dr.", "Prof. Dr.", null), pick("von", null, null), pick("Graf", null, null));
        }
        Status status = nested() ? pick(Status.FINAL, Status.PARTIAL) : pick(Status.values());
        report.status(status).reportedAt(NOW.minusMinutes(random.nextInt(5_000)));
        if (random.nextInt(5) == 0) {
            report.reportedOn(NOW.toLocalDate());
        }
        if (nested()) {
            report.number(words(10)).patientNumbers(words(8), pick("X110411675", null));
            zoned(report);
            if (random.nextInt(4) == 0) {
                report.attention(pick("1", "2", "3"), lines(3));
            }
            if (random.nextInt(4) == 0) {
                byte[] document = new byte[1 + random.nextInt(500)];
                random.nextBytes(document);
                document[0] = '%';
                report.pdf(
                        "Befund.pdf",
                        ("%PDF-1.7" + new String(document, java.nio.charset.StandardCharsets.ISO_8859_1))
                                .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
            }
        }
        for (int s = 0; s <= random.nextInt(2); s++) {
            report.specimen(
                    "S" + s,
                    pick("SE", "EB", "UR") + s,
                    words(20),
                    random.nextInt(5) == 0 ? null : NOW.minusHours(s + 5));
            if (random.nextInt(4) == 0) {
                report.specimenTakenOn(NOW.toLocalDate().minusDays(1));
            }
            for (int n = random.nextInt(3); n > 0; n--) {
                report.specimenNote(words(60));
            }
            if (!nested() && s == 0 && random.nextInt(4) == 0) {
                report.culture(words(30), result -> result.text(words(60), words(60)));
            }
            for (int r = 0; r <= random.nextInt(6); r++) {
                boolean both = nested() && s == 1 && random.nextInt(3) == 0;
                report.result(
                        "T" + r, words(30), result -> chemistry(both ? result.specimens("S0", "S1") : result, status));
            }
        }
        if (nested() && random.nextInt(3) == 0) {
            report.culture(
                    words(30), result -> result.measuredAt(NOW).statusCode("06").culture(culture()));
        }
        for (int n = 0; n < random.nextInt(3); n++) {
            report.note(words(60));
        }
        return report.build();
    }

    /** Without a time of the report there is no zone of it either. */
    private void zoned(ReportBuilder report) {
        if (report.build().reportedAt() != null) {
            report.offset(ZoneOffset.ofHours(1 + random.nextInt(2)));
        }
    }

    private ResultBuilder chemistry(ResultBuilder result, Status status) {
        if (random.nextInt(8) == 0 && (!nested() || status != Status.FINAL)) {
            if (nested()) {
                return result.statusCode(pick("02", "09", "12")).note(words(60));
            }
            return result.status(ObservationStatus.REGISTERED).note(words(60));
        }
        String unit = pick("mmol/l", "mg/dl", "U/l", "µg/l", "");
        result.measuredAt(NOW.minusMinutes(random.nextInt(600)));
        switch (random.nextInt(4)) {
            case 0 -> result.value(pick("negativ", "positiv", "1:320", "<1:10", "siehe Text"), "");
            case 1 -> result.value(pick("<", ">", "<=", ">= ") + random.nextInt(100), unit);
            default -> numeric(result, unit);
        }
        if (nested()) {
            nestedOnly(result);
        } else if (random.nextInt(3) == 0) {
            result.status(pick(ObservationStatus.CORRECTED, ObservationStatus.UNCHANGED));
        }
        if (random.nextInt(3) == 0) {
            result.text(words(60), words(60));
        }
        if (random.nextInt(3) == 0) {
            result.note(words(60));
        }
        return result;
    }

    private void nestedOnly(ResultBuilder result) {
        result.statusCode(pick("01", "03", "04", "06", "07", "08"));
        if (random.nextBoolean()) {
            result.method(words(20));
        }
        if (random.nextInt(4) == 0) {
            result.catalogue(pick("LOINC", "LDT ELV", "Hausverzeichnis"));
        }
        if (random.nextInt(4) == 0) {
            result.id("R" + random.nextInt(1_000_000));
        }
        if (random.nextInt(4) == 0) {
            result.also(other -> other.value("27.7", "mg/dl")
                    .range("13.7", "19.9")
                    .specification("13")
                    .flag(pick("H", "N"))
                    .measuredAt(NOW)
                    .text(words(60)));
        }
    }

    private void numeric(ResultBuilder result, String unit) {
        result.value(pick("7.1", "138", "0.50", "6.80", "1.5E+3", "12"), unit);
        if (random.nextInt(5) == 0) {
            return;
        }
        if (random.nextBoolean()) {
            if (random.nextBoolean()) {
                result.range(words(40));
            } else {
                result.range("3.5", "", words(40));
            }
            own(result).flag(nested() ? pick("N", "H", "A") : pick("", "!"));
            return;
        }
        own(result.range("3.5", pick("5.1", "100", "")));
        if (nested() && random.nextBoolean()) {
            result.alarm("2.8", "6.2").critical(pick("!H", "!L", "!+"), lines(2));
        } else {
            result.flag(nested() ? pick("N", "H", "++", "LL", "-") : pick("", "+", "++", "-", "--", "!"));
        }
    }

    private ResultBuilder own(ResultBuilder result) {
        return nested() ? result.specification(pick("20", "22", "10")) : result;
    }

    private Culture culture() {
        List<Culture.Organism> organisms = List.of(
                new Culture.Organism(
                        "01", words(40), "1", "2", pick("1", "4", null), null, List.of(words(60)), Sources.NONE),
                new Culture.Organism("02", words(40), "2", "2", "3", null, List.of(), Sources.NONE));
        List<Culture.Susceptibility> tried = new ArrayList<>();
        for (String substance : List.of("Ampicillin", "Ciprofloxacin")) {
            String trade = pick("Handelsname", null);
            for (String organism : List.of("01", "02")) {
                tried.add(new Culture.Susceptibility(
                        substance,
                        trade,
                        organism,
                        pick("S", "I", "R"),
                        pick("0.047", null),
                        null,
                        null,
                        null,
                        Sources.NONE));
            }
        }
        return new Culture(List.of("5"), organisms, "1", tried, List.of(words(60), "", words(60)), Sources.NONE);
    }

    private BirthDate born() {
        LocalDate day = LocalDate.of(1930 + random.nextInt(90), 1 + random.nextInt(12), 1 + random.nextInt(28));
        return switch (random.nextInt(6)) {
            case 0 ->
                new BirthDate(
                        "%04d%02d00".formatted(day.getYear(), day.getMonthValue()),
                        day.getYear(),
                        day.getMonthValue(),
                        0);
            case 1 -> new BirthDate(day.getYear() + "0000", day.getYear(), 0, 0);
            default -> BirthDate.of(day);
        };
    }

    private String lines(int count) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.add(words(60));
        }
        return String.join("\n", lines);
    }

    /** No blanks at the ends, which LDT does not keep everywhere. */
    private String words(int longest) {
        int length = 2 + random.nextInt(longest - 2);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            char letter = LETTERS.charAt(random.nextInt(LETTERS.length()));
            boolean edge = i == 0 || i == length - 1;
            text.append(edge && letter == ' ' ? 'x' : letter);
        }
        return text.toString();
    }

    @SafeVarargs
    private <T> T pick(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
