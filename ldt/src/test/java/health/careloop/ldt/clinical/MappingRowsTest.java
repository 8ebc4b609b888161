package health.careloop.ldt.clinical;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.tables.FieldTable;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every row of the mapping to other standards (identifiers, codes, values, ranges, specimens, words, documents,
 * interpretation, critical values, status), in both generations: what the clinical view says, and the very line it says it
 * from.
 */
class MappingRowsTest {
    private static final Charset LATIN_9 = LdtText.LATIN_9;
    private static final byte[] FLAT = MappingMessages.flat();
    private static final byte[] NESTED = MappingMessages.nested();
    private static final byte[] FLAT_ORDER = MappingMessages.flatOrder();
    private static final byte[] NESTED_ORDER = MappingMessages.nestedOrder();

    /** The fields the mapping names, in its order. */
    private static final List<String> MAPPED = List.of(
            "0201", "0212", "0223", "0222", "3119", "3105", "3000", "8310", "8311", "7305", "7304", "8410", "8411",
            "7260", "7251", "7365", "7366", "8420", "8421", "8460", "8461", "8462", "7363", "7371", "8428", "8429",
            "8430", "8431", "8432", "8433", "8219", "8480", "8470", "8490", "3564", "8110", "8422", "7280", "8401",
            "8418", "8615", "7303", "8313", "8225", "7278", "8236", "7354", "7355", "7287", "7367", "7289", "6329",
            "9970", "6303", "6305", "6327", "7364", "7302", "7281", "7286", "8424", "7316");

    /** What the mapping names and no report or order of LDT 2 has: 3119 and 3105 stand in its orders. */
    private static final List<String> OBJECTS_ONLY = List.of(
            "3000", "7305", "7304", "7260", "7251", "7365", "7366", "7363", "7371", "8219", "3564", "8110", "7280",
            "7303", "8225", "7278", "8236", "7354", "7355", "7287", "7367", "7289", "6329", "9970", "6303", "6305",
            "6327", "7364", "7302", "7281", "7286", "7316");

    /** What only LDT 2 has, or has with that meaning. */
    private static final List<String> FLAT_ONLY = List.of("8429", "8432", "8433", "8480", "8470", "8490", "8615");

    /**
     * @param row as the mapping names it
     * @param role the Objektattribut whose object holds the line, or ""
     * @param line field and content as they stand in the message
     * @param part which part of the view has the value
     * @param value what it says
     */
    private record Row(
            String row,
            Generation generation,
            byte[] message,
            String role,
            String line,
            Function<byte[], ? extends ClinicalPart> part,
            Function<ClinicalPart, @Nullable Object> value,
            Object expected) {
        String field() {
            return line.substring(0, 4);
        }

        @Override
        public String toString() {
            return generation + " " + row + " " + (role.isEmpty() ? "" : role + "/") + line;
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowOfTheMappingHasItsValueAndItsLine(Row row) {
        ClinicalPart part = row.part().apply(row.message());
        assertThat(row.value().apply(part)).as("value").isEqualTo(row.expected());
        List<Source> sources = row.role().isEmpty()
                ? part.sources().all(row.field())
                : part.sources().all(row.role(), row.field());
        assertThat(sources).as("source").isNotEmpty();
        assertThat(sources).extracting(source -> shown(row.message(), source)).contains(row.line());
        assertThat(sources)
                .allSatisfy(source ->
                        assertThat(lineAt(row.message(), source.offset())).isEqualTo(source.line()));
    }

    /** A field of the mapping without a row would go unnoticed, and so would one the tables do not know. */
    @Test
    void noFieldOfTheMappingIsWithoutARowInEitherGeneration() {
        for (Generation generation : Generation.values()) {
            TreeSet<String> shown = new TreeSet<>();
            rows().filter(row -> row.generation() == generation).forEach(row -> {
                shown.add(row.field());
                if (!row.role().isEmpty()) {
                    shown.add(row.role());
                }
            });
            List<String> elsewhere = generation == Generation.LDT2 ? OBJECTS_ONLY : FLAT_ONLY;
            List<String> expected = MAPPED.stream()
                    .filter(field -> !elsewhere.contains(field))
                    .sorted()
                    .toList();
            assertThat(shown).as("%s", generation).containsAll(expected);
        }
        assertThat(MAPPED)
                .allMatch(field -> Stream.of(Generation.values())
                        .anyMatch(generation -> FieldTable.of(generation).knows(FieldTable.number(field))));
    }

    /** Every part a message can have is met, and each has a pointer into it: the switch needs no default. */
    @Test
    void everyKindOfPartIsMetAndPointsIntoTheMessage() {
        TreeSet<String> met = new TreeSet<>();
        for (byte[] message : List.of(FLAT, NESTED)) {
            report(message).all().forEach(part -> {
                met.add(kind(part));
                assertThat(fieldsOf(part, message)).as("%s", part).isNotEmpty();
            });
        }
        for (byte[] message : List.of(FLAT_ORDER, NESTED_ORDER)) {
            order(message).all().forEach(part -> {
                met.add(kind(part));
                assertThat(fieldsOf(part, message)).as("%s", part).isNotEmpty();
            });
        }
        assertThat(met).hasSize(ClinicalPart.class.getPermittedSubclasses().length);
    }

    private static String kind(ClinicalPart part) {
        return switch (part) {
            case LdtReport _ -> "report";
            case LdtReport.Lab _ -> "laboratory";
            case LdtReport.Recipient _ -> "practice";
            case LdtReport.Subject _ -> "patient";
            case LdtSpecimen _ -> "specimen";
            case LdtObservation _ -> "result";
            case LdtRange _ -> "range";
            case Attention _ -> "attention";
            case Attachment _ -> "document";
            case Culture _ -> "culture";
            case Culture.Organism _ -> "organism";
            case Culture.Susceptibility _ -> "susceptibility";
            case LdtOrder _ -> "order";
            case LdtOrder.Request _ -> "request";
        };
    }

    private static List<Source> fieldsOf(ClinicalPart part, byte[] message) {
        List<Source> found = new ArrayList<>();
        for (int field = 0; field < 10_000; field++) {
            found.addAll(part.sources().all("%04d".formatted(field)));
        }
        assertThat(found).allMatch(source -> shown(message, source).startsWith(source.field()));
        return found;
    }

    static Stream<Row> rows() {
        List<Row> rows = new ArrayList<>();
        flatRows(rows);
        nestedRows(rows);
        orderRows(rows);
        return rows.stream();
    }

    private static void flatRows(List<Row> rows) {
        Rows two = new Rows(rows, Generation.LDT2, FLAT);
        two.recipient("BSNR of the practice", "0201123456700", LdtReport.Recipient::bsnr, "123456700");
        two.recipient("LANR", "0212123456601", LdtReport.Recipient::lanrs, List.of("123456601"));
        two.recipient("pseudo-LANR", "0223555555300", LdtReport.Recipient::pseudoLanrs, List.of("555555300"));
        two.recipient("ASV team", "0222003456788", LdtReport.Recipient::asvNumber, "003456788");
        two.recipient("ordering physician", "8615123456601", LdtReport.Recipient::orderedBy, "123456601");
        two.report("order of the practice", "", "8310A-4711", LdtReport::orderNumber, "A-4711");
        two.report("order of the laboratory", "", "831126-000815", LdtReport::labOrderNumber, "26-000815");
        two.report("report status", "", "8401E", LdtReport::status, LdtReport.Status.FINAL);
        two.report("remark on the report", "", "8490Lipämisches Serum", LdtReport::notes, List.of("Lipämisches Serum"));
        two.result("test code", "", "8410K", LdtObservation::code, "K");
        two.result("test name", "", "8411Kalium", LdtObservation::name, "Kalium");
        two.result("value as sent", "", "8420>6,80", LdtObservation::rawValue, ">6,80");
        two.result("comparator", "", "8420>6,80", LdtObservation::comparator, LdtObservation.Comparator.GT);
        two.result("number", "", "8420>6,80", result -> text(result.number()), "6.80");
        two.result("unit as sent", "", "8421mmol/l", LdtObservation::unit, "mmol/l");
        two.result("interpretation", "", "8422++", LdtObservation::interpretation, Interpretation.VERY_HIGH);
        two.result("never critical in LDT 2", "", "8422++", LdtObservation::declaredCritical, false);
        two.result("result status", "", "8418K", LdtObservation::status, ObservationStatus.CORRECTED);
        two.result("result in words", "", "8480Wert kontrolliert", LdtObservation::text, List.of("Wert kontrolliert"));
        two.result(
                "remark on the result", "", "8470Bitte Kontrolle", LdtObservation::notes, List.of("Bitte Kontrolle"));
        two.range("range in words", "84603.5 - 5.1", LdtRange::text, "3.5 - 5.1");
        two.range("lower limit", "84613.5", LdtRange::rawLow, "3.5");
        two.range("upper limit", "84625.1", range -> text(range.high()), "5.1");
        two.specimen("specimen code", "", "8428SE", LdtSpecimen::code, "SE");
        two.specimen("specimen number", "", "842912", LdtSpecimen::id, "SE/12/Serum");
        two.specimen("specimen name", "", "8430Serum", LdtSpecimen::name, "Serum");
        two.specimen("remark on the specimen", "", "8431leicht trüb", LdtSpecimen::notes, List.of("leicht trüb"));
        two.specimen("day of collection", "", "843220260114", specimen -> text(specimen.collectedOn()), "2026-01-14");
        two.specimen(
                "time of collection", "", "84330715", specimen -> text(specimen.collectedAt()), "2026-01-14T07:15");
        // Motherhood in LDT 2, a kind of range in LDT 3: the view of a range must not take it for one.
        two.result(
                "maternity is no range",
                "",
                "84241",
                result -> text(result.ranges().getFirst().specification()),
                "null");
    }

    private static void nestedRows(List<Row> rows) {
        Rows three = new Rows(rows, Generation.LDT3, NESTED);
        three.recipient("BSNR of the practice", "0201123456700", LdtReport.Recipient::bsnr, "123456700");
        three.add(
                "BSNR of the laboratory",
                "",
                "0201994567890",
                message -> report(message).lab(),
                part -> ((LdtReport.Lab) part).bsnr(),
                "994567890");
        three.recipient("LANR", "0212123456601", LdtReport.Recipient::lanrs, List.of("123456601"));
        three.recipient("ordering physician", "0212123456601", LdtReport.Recipient::orderedBy, "123456601");
        three.recipient("pseudo-LANR", "0223555555300", LdtReport.Recipient::pseudoLanrs, List.of("555555300"));
        three.recipient("ASV team", "0222003456788", LdtReport.Recipient::asvNumber, "003456788");
        three.subject("insured person", "3119X110411675", LdtReport.Subject::insuranceNumber, "X110411675");
        three.subject("patient number", "3000P-17", LdtReport.Subject::number, "P-17");
        three.report("order of the practice", "", "8310A-4711", LdtReport::orderNumber, "A-4711");
        three.report("order of the laboratory", "", "831126-000815", LdtReport::labOrderNumber, "26-000815");
        three.report("report number", "", "730526-000815-1", LdtReport::reportNumber, "26-000815-1");
        three.report("report status", "", "84012", LdtReport::status, LdtReport.Status.FINAL);
        three.report("day of the report", "8216", "727820260115", report -> text(report.reportedOn()), "2026-01-15");
        three.report(
                "words on the report",
                "8167",
                "3564Lipämisches Serum",
                LdtReport::notes,
                List.of("Lipämisches Serum", "Bitte Kontrolle"));
        three.report(
                "words on the report, second line",
                "8167",
                "3564Bitte Kontrolle",
                LdtReport::notes,
                List.of("Lipämisches Serum", "Bitte Kontrolle"));
        three.result("result number", "", "7304R1", LdtObservation::resultId, "R1");
        three.result("test code", "", "8410K", LdtObservation::code, "K");
        three.result("test name", "", "8411Kalium", LdtObservation::name, "Kalium");
        three.result("value as sent", "", "8420>7.10", LdtObservation::rawValue, ">7.10");
        three.result("comparator", "", "8420>7.10", LdtObservation::comparator, LdtObservation.Comparator.GT);
        three.result("number", "", "8420>7.10", result -> text(result.number()), "7.10");
        three.result("unit as sent", "", "8421mmol/l", LdtObservation::unit, "mmol/l");
        three.result("interpretation", "", "8422!H", LdtObservation::interpretation, Interpretation.CRITICAL_HIGH);
        three.result("critical by its flag", "", "8422!H", LdtObservation::declaredCritical, true);
        three.result("result status", "", "841808", LdtObservation::status, ObservationStatus.CORRECTED);
        three.result("specimen of the result", "", "7364S1", LdtObservation::specimenIds, List.of("S1"));
        three.result("method", "", "7302ISE", LdtObservation::method, "ISE");
        three.result(
                "time of measurement", "8225", "727820260115", result -> text(result.measuredAt()), "2026-01-15T09:30");
        three.result(
                "result in words", "8237", "3564Wert kontrolliert", LdtObservation::text, List.of("Wert kontrolliert"));
        three.result(
                "remark on the test",
                "8236",
                "3564nicht hämolytisch",
                LdtObservation::notes,
                List.of("nicht hämolytisch"));
        three.range("kind of range", "842420", LdtRange::specification, "20");
        three.range("range in words", "8460Erwachsene", LdtRange::text, "Erwachsene\nMänner");
        three.range("range in a list", "7316Männer", LdtRange::text, "Erwachsene\nMänner");
        three.range("lower limit", "84613.5", LdtRange::rawLow, "3.5");
        three.range("upper limit", "84625.1", range -> text(range.high()), "5.1");
        three.range("its own unit", "8421mmol/L", LdtRange::unit, "mmol/L");
        three.alarm("lower alarm limit", "73632.8", LdtRange::rawLow, "2.8");
        three.alarm("upper alarm limit", "73716.2", range -> text(range.high()), "6.2");
        three.add(
                "critical by attention",
                "",
                "72802",
                message -> potassium(message).attentions().getFirst(),
                part -> ((Attention) part).lifeThreatening(),
                true);
        three.add(
                "words of an attention",
                "8167",
                "3564Telefonisch durchgegeben.",
                message -> potassium(message).attentions().getFirst(),
                part -> ((Attention) part).text(),
                "Telefonisch durchgegeben.");
        Function<byte[], LdtObservation> further =
                message -> potassium(message).alternatives().getFirst();
        three.add("value in another unit", "", "842027.7", further, part -> ((LdtObservation) part).rawValue(), "27.7");
        three.add("another unit", "", "8421mg/dl", further, part -> ((LdtObservation) part).unit(), "mg/dl");
        three.add(
                "time of another value",
                "8225",
                "7279094000",
                further,
                part -> text(((LdtObservation) part).measuredAt()),
                "2026-01-15T09:40");
        three.add(
                "words on another value",
                "8237",
                "3564umgerechnet",
                further,
                part -> ((LdtObservation) part).text(),
                List.of("umgerechnet"));
        three.specimen("specimen number", "", "7364S1", LdtSpecimen::id, "S1");
        three.specimen("specimen code", "", "8428SE", LdtSpecimen::code, "SE");
        three.specimen("specimen name", "", "8430Serum", LdtSpecimen::name, "Serum");
        three.specimen("remark on the specimen", "", "8431leicht trüb", LdtSpecimen::notes, List.of("leicht trüb"));
        three.specimen(
                "day of collection", "8219", "727820260114", specimen -> text(specimen.collectedOn()), "2026-01-14");
        three.specimen(
                "time of collection",
                "8219",
                "7279071500",
                specimen -> text(specimen.collectedAt()),
                "2026-01-14T07:15");
        cultureRows(three);
        documentRows(three);
    }

    private static void cultureRows(Rows three) {
        Function<byte[], LdtObservation> grown =
                message -> report(message).observations().getLast();
        three.add("catalogue", "", "72601", grown, part -> ((LdtObservation) part).catalogue(), "LOINC 2.78");
        three.add(
                "name of the catalogue",
                "",
                "7251LOINC 2.78",
                grown,
                part -> ((LdtObservation) part).catalogue(),
                "LOINC 2.78");
        three.add("catalogue code", "", "73656463-4", grown, part -> ((LdtObservation) part).code(), "6463-4");
        three.add("catalogue name", "", "7366Bacteria", grown, part -> ((LdtObservation) part).name(), "Bacteria");
        Function<byte[], Culture> culture = message -> grown.apply(message).culture();
        three.add("detection", "", "72815", culture, part -> ((Culture) part).detections(), List.of("5"));
        three.add("method of resistance", "", "72861", culture, part -> ((Culture) part).resistanceMethod(), "1");
        three.add(
                "words on the culture",
                "8237",
                "3564Signifikant",
                culture,
                part -> ((Culture) part).words(),
                List.of("Signifikant"));
        Function<byte[], Culture.Organism> organism =
                message -> culture.apply(message).organisms().getFirst();
        three.add("organism", "", "735401", organism, part -> ((Culture.Organism) part).id(), "01");
        three.add(
                "name of the organism",
                "",
                "7355Escherichia coli",
                organism,
                part -> ((Culture.Organism) part).name(),
                "Escherichia coli");
        three.add("growth", "", "73573", organism, part -> ((Culture.Organism) part).growth(), "3");
        three.add("amount", "", "729310^5 KBE/ml", organism, part -> ((Culture.Organism) part).amount(), "10^5 KBE/ml");
        three.add(
                "remark on the organism",
                "8236",
                "3564hämolysierend",
                organism,
                part -> ((Culture.Organism) part).remarks(),
                List.of("hämolysierend"));
        Function<byte[], Culture.Susceptibility> tried =
                message -> culture.apply(message).susceptibilities().getFirst();
        three.add(
                "substance",
                "",
                "7287Ampicillin",
                tried,
                part -> ((Culture.Susceptibility) part).substance(),
                "Ampicillin");
        three.add("susceptibility", "", "7367R", tried, part -> ((Culture.Susceptibility) part).sensitivity(), "R");
        three.add("inhibitory concentration", "", "728932", tried, part -> ((Culture.Susceptibility) part).mic(), "32");
        three.add(
                "organism of the antibiogram",
                "",
                "735401",
                tried,
                part -> ((Culture.Susceptibility) part).organism(),
                "01");
    }

    private static void documentRows(Rows three) {
        Function<byte[], Attachment> first =
                message -> report(message).attachments().getFirst();
        three.add(
                "document",
                "8242",
                "6329JVBERi0=",
                first,
                part -> new String(((Attachment) part).bytes(), LATIN_9),
                "%PDF-");
        three.add("kind of document", "", "9970100", first, part -> ((Attachment) part).documentType(), "100");
        three.add(
                "format of the document",
                "",
                "6303PDF",
                first,
                part -> ((Attachment) part).contentType(),
                "application/pdf");
        three.add("name of the document", "", "6327Befund", first, part -> ((Attachment) part).name(), "Befund");
        Function<byte[], Attachment> last =
                message -> report(message).attachments().getLast();
        three.add("document elsewhere", "", "6305befund.pdf", last, part -> ((Attachment) part).link(), "befund.pdf");
        three.report(
                "documents", "8110", "9970100", report -> report.attachments().size(), 2);
    }

    private static void orderRows(List<Row> rows) {
        Rows two = new Rows(rows, Generation.LDT2, FLAT_ORDER);
        two.add(
                "insured person",
                "",
                "3119X110411675",
                message -> order(message).subject(),
                part -> ((LdtReport.Subject) part).insuranceNumber(),
                "X110411675");
        byte[] old =
                new String(FLAT_ORDER, LATIN_9).replace("0193119", "0193105").getBytes(LATIN_9);
        rows.add(new Row(
                "insured person in the wrong field",
                Generation.LDT2,
                old,
                "",
                "3105X110411675",
                message -> order(message).subject(),
                part -> ((LdtReport.Subject) part).insuranceNumber(),
                "X110411675"));
        two.add(
                "supplements are a switch in LDT 2",
                "",
                "83131",
                MappingRowsTest::order,
                part -> ((LdtOrder) part).supplements(),
                List.of());
        Rows three = new Rows(rows, Generation.LDT3, NESTED_ORDER);
        three.add(
                "insured person in the wrong field",
                "",
                "3105X110411675",
                message -> order(message).subject(),
                part -> ((LdtReport.Subject) part).insuranceNumber(),
                "X110411675");
        three.add(
                "supplement",
                "",
                "8313N1",
                MappingRowsTest::order,
                part -> ((LdtOrder) part).supplements(),
                List.of("N1"));
        three.add(
                "cancelled request",
                "",
                "730399",
                message -> order(message).requests().getFirst(),
                part -> ((LdtOrder.Request) part).cancelled(),
                true);
    }

    /** Rows of one message, by the part they are about. */
    private record Rows(List<Row> rows, Generation generation, byte[] message) {
        void add(
                String row,
                String role,
                String line,
                Function<byte[], ? extends ClinicalPart> part,
                Function<ClinicalPart, @Nullable Object> value,
                Object expected) {
            rows.add(new Row(row, generation, message, role, line, part, value, expected));
        }

        void report(
                String row, String role, String line, Function<LdtReport, @Nullable Object> value, Object expected) {
            add(row, role, line, MappingRowsTest::report, part -> value.apply((LdtReport) part), expected);
        }

        void recipient(
                String row, String line, Function<LdtReport.Recipient, @Nullable Object> value, Object expected) {
            add(
                    row,
                    "",
                    line,
                    read -> MappingRowsTest.report(read).recipient(),
                    part -> value.apply((LdtReport.Recipient) part),
                    expected);
        }

        void subject(String row, String line, Function<LdtReport.Subject, @Nullable Object> value, Object expected) {
            add(
                    row,
                    "",
                    line,
                    read -> MappingRowsTest.report(read).subject(),
                    part -> value.apply((LdtReport.Subject) part),
                    expected);
        }

        void result(
                String row,
                String role,
                String line,
                Function<LdtObservation, @Nullable Object> value,
                Object expected) {
            add(row, role, line, MappingRowsTest::potassium, part -> value.apply((LdtObservation) part), expected);
        }

        void range(String row, String line, Function<LdtRange, @Nullable Object> value, Object expected) {
            add(
                    row,
                    "",
                    line,
                    read -> potassium(read).ranges().getFirst(),
                    part -> value.apply((LdtRange) part),
                    expected);
        }

        void alarm(String row, String line, Function<LdtRange, @Nullable Object> value, Object expected) {
            add(
                    row,
                    "",
                    line,
                    read -> potassium(read).ranges().getLast(),
                    part -> value.apply((LdtRange) part),
                    expected);
        }

        void specimen(
                String row, String role, String line, Function<LdtSpecimen, @Nullable Object> value, Object expected) {
            add(
                    row,
                    role,
                    line,
                    read -> MappingRowsTest.report(read).specimens().getFirst(),
                    part -> value.apply((LdtSpecimen) part),
                    expected);
        }
    }

    private static String text(@Nullable Object value) {
        return String.valueOf(value);
    }

    private static LdtReport report(byte[] message) {
        return LdtReports.of(LdtReader.read(message).packages().getFirst()).getFirst();
    }

    private static LdtObservation potassium(byte[] message) {
        return report(message).observations().getFirst();
    }

    private static LdtOrder order(byte[] message) {
        return LdtOrders.of(LdtReader.read(message).packages().getFirst()).getFirst();
    }

    /** Field number and content, as the message has them. */
    private static String shown(byte[] message, Source source) {
        return new String(message, (int) source.offset() - 4, source.length() + 4, LATIN_9);
    }

    private static int lineAt(byte[] message, long offset) {
        int line = 1;
        for (int i = 0; i < offset; i++) {
            line += message[i] == '\n' ? 1 : 0;
        }
        return line;
    }
}
