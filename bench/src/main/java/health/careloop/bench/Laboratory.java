package health.careloop.bench;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.write.LdtWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An invented laboratory that never repeats itself: LDT 2 reports of exactly {@value #SIZE} bytes with twenty results,
 * on a thousand patients in turn, each under an order number of its own. A report is a copy of the patient's form with
 * the number stamped in, so that writing them costs a load driver next to nothing.
 */
final class Laboratory {
    static final int PATIENTS = 1_000;
    static final int OBSERVATIONS = 20;
    static final int SIZE = 5_000;

    private static final String UNSTAMPED = "000000000000";
    private static final int LONGEST_NOTE = 60;

    /** Length, field number, CR, LF: what a line has besides its content. */
    private static final int FRAME = 9;

    private static final String NOTE =
            "Die Bestimmung erfolgte aus Serum; bitte im Zusammenhang mit Klinik und Vorbefunden beurteilen. ";

    /** One kind of test: what it is called, measured in and expected to be. */
    private record Analyte(String code, String name, String unit, double low, double high) {}

    private static final List<Analyte> ANALYTES = List.of(
            new Analyte("NA", "Natrium", "mmol/l", 136, 145),
            new Analyte("K", "Kalium", "mmol/l", 3.5, 5.1),
            new Analyte("CA", "Calcium", "mmol/l", 2.2, 2.55),
            new Analyte("CL", "Chlorid", "mmol/l", 98, 107),
            new Analyte("KREA", "Kreatinin", "mg/dl", 0.7, 1.2),
            new Analyte("HST", "Harnstoff", "mg/dl", 17, 48),
            new Analyte("HSRE", "Harnsäure", "mg/dl", 3.4, 7),
            new Analyte("GLUC", "Glukose", "mg/dl", 74, 106),
            new Analyte("GOT", "GOT (AST)", "U/l", 10, 50),
            new Analyte("GPT", "GPT (ALT)", "U/l", 10, 50),
            new Analyte("GGT", "Gamma-GT", "U/l", 8, 61),
            new Analyte("AP", "Alkalische Phosphatase", "U/l", 40, 129),
            new Analyte("BILI", "Bilirubin gesamt", "mg/dl", 0.1, 1.2),
            new Analyte("CHOL", "Cholesterin", "mg/dl", 120, 200),
            new Analyte("HDL", "HDL-Cholesterin", "mg/dl", 40, 90),
            new Analyte("LDL", "LDL-Cholesterin", "mg/dl", 60, 116),
            new Analyte("TRIG", "Triglyceride", "mg/dl", 50, 150),
            new Analyte("CRP", "C-reaktives Protein", "mg/l", 0.1, 5),
            new Analyte("TSH", "TSH basal", "mU/l", 0.27, 4.2),
            new Analyte("FERR", "Ferritin", "µg/l", 30, 400));

    private static final List<String> FAMILY_NAMES = List.of(
            "Müller",
            "Schmidt",
            "Schneider",
            "Fischer",
            "Weber",
            "Meyer",
            "Wagner",
            "Becker",
            "Schulz",
            "Hoffmann",
            "Schäfer",
            "Koch",
            "Bauer",
            "Richter",
            "Klein",
            "Wolf",
            "Schröder",
            "Neumann",
            "Schwarz",
            "Zimmermann",
            "Braun",
            "Krüger",
            "Hofmann",
            "Hartmann",
            "Lange",
            "Schmitt",
            "Werner",
            "Krause",
            "Meier",
            "Lehmann",
            "Schmid",
            "Schulze",
            "Maier",
            "Köhler",
            "Herrmann",
            "König",
            "Walter",
            "Mayer",
            "Huber",
            "Kaiser");

    private static final List<String> GIVEN_NAMES = List.of(
            "Anna", "Ben", "Clara", "David", "Emma", "Felix", "Greta", "Hannes", "Ida", "Jörg", "Käthe", "Leon", "Mia",
            "Noah", "Olga", "Paul", "Rosa", "Simon", "Thea", "Uwe", "Vera", "Wim", "Xenia", "Yannick", "Zoë");

    /** @param stamps where the order number's digits stand */
    private record Form(byte[] bytes, int[] stamps) {}

    private final List<Form> forms =
            IntStream.range(0, PATIENTS).mapToObj(Laboratory::form).toList();

    /** The report with this number; {@code number} modulo {@value #PATIENTS} is the patient. */
    byte[] report(long number) {
        byte[] report = new byte[SIZE];
        write(number, report, 0);
        return report;
    }

    /** The same into a buffer, at an offset. */
    void write(long number, byte[] target, int offset) {
        Form form = forms.get((int) (number % PATIENTS));
        System.arraycopy(form.bytes, 0, target, offset, SIZE);
        for (int stamp : form.stamps) {
            long rest = number;
            for (int digit = UNSTAMPED.length() - 1; digit >= 0; digit--) {
                target[offset + stamp + digit] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
    }

    private static Form form(int patient) {
        byte[] bytes = written(patient, SIZE - written(patient, 0).length);
        return new Form(bytes, new int[] {stampOf("8310", bytes), stampOf("8311", bytes)});
    }

    /** @param padding bytes of remarks to add */
    private static byte[] written(int patient, int padding) {
        LdtWriter ldt = LdtWriter.ldt2(LdtCharset.ISO_8859_15).lenient();
        header(ldt);
        report(ldt, patient);
        pad(ldt, padding);
        return ldt.bytes();
    }

    private static void header(LdtWriter ldt) {
        ldt.record("8220")
                .field("9212", "LDT1014.01")
                .field("0201", "123456700")
                .field("0203", "Praxis Testberg")
                .field("0212", "123456601")
                .field("8300", "LAB1")
                .field("8320", "Labor Testberg")
                .field("0101", "X/39/1501/36/abc")
                .field("9106", "4")
                .field("9103", "20261120");
    }

    private static void report(LdtWriter report, int patient) {
        report.record("8201")
                .field("8310", UNSTAMPED)
                .field("8311", UNSTAMPED)
                .field("8301", "20261119")
                .field("8302", "20261120")
                .field("8303", "0930")
                .field("3101", FAMILY_NAMES.get(patient % FAMILY_NAMES.size()))
                .field("3102", GIVEN_NAMES.get(patient / FAMILY_NAMES.size()))
                .field("3103", "19%02d%02d%02d".formatted(30 + patient % 60, 1 + patient % 12, 1 + patient % 28))
                .field("3110", patient % 2 == 0 ? "W" : "M")
                .field("8401", "E")
                .field("8609", "K")
                .field("8615", "123456601")
                .field("8403", "1");
        for (int i = 0; i < OBSERVATIONS; i++) {
            observe(report, ANALYTES.get(i), (patient + 7 * i) % 21);
        }
    }

    /** @param step from 0, the lower end of the range, over 19, the upper end, to 20: a little above */
    private static void observe(LdtWriter report, Analyte analyte, int step) {
        double value = analyte.low + (analyte.high - analyte.low) * step / 19;
        report.field("8410", analyte.code)
                .field("8411", analyte.name)
                .field("8428", "SE")
                .field("8430", "Serum")
                .field("8420", number(value))
                .field("8421", analyte.unit)
                .field("8460", number(analyte.low) + " - " + number(analyte.high))
                .field("8461", number(analyte.low))
                .field("8462", number(analyte.high));
        if (step > 19) {
            report.field("8422", "+");
        }
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void pad(LdtWriter report, int missing) {
        int rest = missing;
        String text = NOTE.repeat(2);
        while (rest > 0) {
            int line = Math.min(rest, LONGEST_NOTE + FRAME);
            if (rest - line > 0 && rest - line <= FRAME) {
                line -= FRAME + 1; // what is left must make a line of its own
            }
            report.field("8490", text.substring(rest % NOTE.length(), rest % NOTE.length() + line - FRAME));
            rest -= line;
        }
    }

    private static int stampOf(String field, byte[] bytes) {
        String line = "%03d%s%s".formatted(UNSTAMPED.length() + FRAME, field, UNSTAMPED);
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(line);
        return at + line.length() - UNSTAMPED.length();
    }
}
