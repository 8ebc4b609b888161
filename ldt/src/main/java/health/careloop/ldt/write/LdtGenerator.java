package health.careloop.ldt.write;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.clinical.Culture;
import health.careloop.ldt.clinical.Culture.Organism;
import health.careloop.ldt.clinical.Culture.Susceptibility;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.Sources;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Invents messages a laboratory might send: plausible tests with German names, units and ranges, flags that agree with the
 * values, people who are plainly invented. The same seed and number give the same bytes, whenever they are made.
 */
public final class LdtGenerator {
    /** The day of every message counts from here, so that nothing depends on a clock. */
    private static final LocalDateTime FIRST_DAY = LocalDateTime.of(2026, 1, 12, 7, 0);

    private static final List<String> FAMILIES = List.of(
            "Testmann",
            "Musterfrau",
            "Probst-Öztest",
            "Beispiel",
            "Prüfling",
            "Versuch",
            "Übungsberg",
            "Platzhalter",
            "Demohausen",
            "Mustermaier",
            "Testölz",
            "Attrappe",
            "Vorlage",
            "Erfunden",
            "Niemand-Größe",
            "Schablone");
    private static final List<String> WOMEN =
            List.of("Änne", "Berta", "Clara", "Dörte", "Erika", "Friederike", "Greta", "Käthe", "Zoë");
    private static final List<String> MEN =
            List.of("Anton", "Bruno", "Götz", "Emil", "Hannes", "Jörg", "Konrad", "Uwe", "Xaver");

    private final LdtVersion version;
    private final Generation generation;
    private final long seed;
    private boolean critical;
    private boolean microbiology;
    private boolean pdf;
    private int reportsPerPackage = 1;

    private LdtGenerator(LdtVersion version, long seed) {
        this.version = version;
        this.generation = version.generation();
        this.seed = seed;
    }

    /** LDT1014.01 or LDT3.2.20. */
    public static LdtGenerator of(Generation generation, long seed) {
        return of(LdtVersion.newest(generation), seed);
    }

    /** The same seed gives the same messages. */
    public static LdtGenerator of(LdtVersion version, long seed) {
        return new LdtGenerator(version, seed);
    }

    /** Each report has a value far outside: in LDT 3 one the laboratory calls life-threatening. */
    public LdtGenerator critical() {
        critical = true;
        return this;
    }

    /** Each report has a culture: in LDT 3 with organisms and antibiogram, in LDT 2 in words. */
    public LdtGenerator microbiology() {
        microbiology = true;
        return this;
    }

    /** Each report carries itself as a PDF, LDT 3 only. */
    public LdtGenerator pdf() {
        if (generation == Generation.LDT2) {
            throw StatusCodes.absent("8110", generation, "Dokumente", "documents")
                    .at("LdtGenerator.pdf(), careloop ldt generate --pdf");
        }
        pdf = true;
        return this;
    }

    /** One unless said. */
    public LdtGenerator reportsPerPackage(int count) {
        reportsPerPackage = Math.max(1, count);
        return this;
    }

    /**
     * One message.
     *
     * @param number from 0; each has reports of its own
     */
    public byte[] message(int number) {
        SplittableRandom random = new SplittableRandom(seed * 1_000_003L + number);
        LocalDateTime now = FIRST_DAY.plusMinutes(random.nextInt(400 * 24 * 60) / 5 * 5);
        List<LdtReport> reports = new ArrayList<>();
        for (int i = 0; i < reportsPerPackage; i++) {
            reports.add(report(random, (long) number * reportsPerPackage + i, now));
        }
        Envelope envelope = Envelope.of("Careloop Generator", "0.1.0", "X/39/1501/36/abc", now)
                .at(ZoneOffset.ofHours(1))
                .practice("Prüfstraße", "1", "12345", "Musterstadt")
                .laboratory("Laborweg", "2", "12345", "Testberg")
                .contact("Dr. med.", "Mia", "Laborärztin")
                .physician("Dr. med.", "Linda", "Linde");
        return ReportMessages.of(version, envelope, LdtCharset.ISO_8859_15, reports);
    }

    private LdtReport report(SplittableRandom random, long number, LocalDateTime now) {
        boolean woman = random.nextBoolean();
        String family = pick(random, FAMILIES);
        String given = pick(random, woman ? WOMEN : MEN);
        LocalDate born = now.toLocalDate().minusDays(365L * 18 + random.nextInt(365 * 70));
        LocalDateTime taken = now.minusMinutes(180 + random.nextInt(120));
        String labOrder = "26-%06d".formatted(number % 1_000_000);
        ReportBuilder report = ReportBuilder.report(labOrder)
                .order("A%09d".formatted(Math.floorMod(seed * 31 + number, 1_000_000_000L)))
                .lab("Labor Testberg", TestNumbers.site(45_678), "LABT")
                .practice("Praxis Dr. Linde", TestNumbers.site(12_345), "4711", "999999900")
                .patient(family, given, born, woman ? "W" : "M")
                .offset(ZoneOffset.ofHours(1))
                .receivedOn(now.toLocalDate())
                .reportedAt(now);
        if (generation == Generation.LDT3) {
            report.number(labOrder + "-1");
            report.patientNumbers("P-%06d".formatted(random.nextInt(1_000_000)), TestNumbers.insured(random.nextInt()));
        }
        List<String> summary =
                new ArrayList<>(List.of("Labor Testberg", "Befund " + labOrder, given + " " + family, ""));
        results(report, random, taken, now, summary);
        if (microbiology) {
            report.specimen("S9", "UR", "Urin", taken);
            culture(report, random, now);
        }
        if (pdf) {
            report.pdf("Befund.pdf", PlaceholderPdf.of(summary));
        }
        return report.build();
    }

    private void results(
            ReportBuilder report,
            SplittableRandom random,
            LocalDateTime taken,
            LocalDateTime now,
            List<String> summary) {
        List<Analyte> chosen = new ArrayList<>(Analyte.ALL);
        while (chosen.size() > 8 + random.nextInt(8)) {
            chosen.remove(random.nextInt(chosen.size()));
        }
        Analyte alarming = Analyte.ALL.get(1);
        if (critical) {
            List<Analyte> dangerous =
                    Analyte.ALL.stream().filter(Analyte::canBeCritical).toList();
            alarming = pick(random, dangerous);
            chosen.remove(alarming);
            chosen.add(alarming);
        }
        chosen.sort(Comparator.comparing(Analyte::specimen));
        String tube = "";
        for (Analyte analyte : chosen) {
            if (!analyte.specimen().equals(tube)) {
                tube = analyte.specimen();
                report.specimen(
                        generation == Generation.LDT2 ? tube : "S26%06d%s".formatted(random.nextInt(1_000_000), tube),
                        tube,
                        Analyte.specimenName(tube),
                        taken);
            }
            Drawn drawn = Drawn.of(analyte, random, critical && analyte.equals(alarming));
            summary.add(analyte.name() + "  " + drawn.value() + " " + analyte.unit() + "  " + drawn.flag());
            report.result(analyte.code(), analyte.name(), result -> filled(result, analyte, drawn, now));
        }
    }

    private ResultBuilder filled(ResultBuilder result, Analyte analyte, Drawn drawn, LocalDateTime now) {
        result.value(drawn.value(), analyte.unit())
                .range(number(analyte, analyte.low()), number(analyte, analyte.high()));
        if (generation == Generation.LDT2) {
            boolean alarm = drawn.critical();
            result.flag(alarm ? (drawn.low() ? "--" : "++") : drawn.flag());
            return alarm ? result.note("Kritischer Wert, bitte umgehend beachten.") : result;
        }
        result.measuredAt(now.minusMinutes(35)).method(analyte.method());
        if (analyte.canBeCritical()) {
            result.alarm(limit(analyte, analyte.alarmLow()), limit(analyte, analyte.alarmHigh()));
        }
        return drawn.critical()
                ? result.critical(drawn.low() ? "!L" : "!H", "Kritischer Wert, telefonisch durchgegeben.")
                : result.flag(drawn.flag().isEmpty() ? "N" : drawn.flag());
    }

    private static String limit(Analyte analyte, double limit) {
        return Double.isNaN(limit) ? "" : number(analyte, limit);
    }

    static String number(Analyte analyte, double value) {
        return String.format(Locale.ROOT, "%." + analyte.digits() + "f", value);
    }

    private void culture(ReportBuilder report, SplittableRandom random, LocalDateTime now) {
        String organism = pick(random, List.of("Escherichia coli", "Klebsiella pneumoniae", "Enterococcus faecalis"));
        List<Susceptibility> tried = new ArrayList<>();
        List<String> words = new ArrayList<>(List.of(organism + " >10^5 KBE/ml"));
        for (String substance : List.of("Ampicillin", "Cefuroxim", "Ciprofloxacin", "Cotrimoxazol", "Fosfomycin")) {
            String outcome = pick(random, List.of("S", "S", "S", "I", "R"));
            tried.add(new Susceptibility(substance, null, "01", outcome, null, null, null, null, Sources.NONE));
            words.add("%-16s %s".formatted(substance, outcome));
        }
        report.culture(
                "Urinkultur",
                result -> generation == Generation.LDT2
                        ? result.text(words.toArray(String[]::new))
                        : result.measuredAt(now.minusHours(1))
                                .culture(new Culture(
                                        List.of("5"),
                                        List.of(new Organism(
                                                "01", organism, "1", "2", "3", "10^5 KBE/ml", List.of(), Sources.NONE)),
                                        "1",
                                        tried,
                                        List.of("Signifikante Keimzahl."),
                                        Sources.NONE)));
    }

    private static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
