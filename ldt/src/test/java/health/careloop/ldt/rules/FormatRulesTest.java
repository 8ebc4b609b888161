package health.careloop.ldt.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.tables.CodeList;
import health.careloop.ldt.tables.Codes;
import health.careloop.ldt.tables.FieldTable;
import health.careloop.ldt.tables.Structure;
import health.careloop.ldt.tables.StructureNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F rules and E rules of LDT 3, and those of LDT 2 that say the same. */
class FormatRulesTest {
    private static final String ROWS = """
            F001, 4104, is five digits,                           74555,            7455A
            F002, 7278, is a day that exists,                     20240229,         20230229
            F002, 4109, is written year first,                    20260115,         15012026
            F002, 3471, knows how long April is,                  20260430,         20260431
            F003, 3103, may lack the day,                         19600500,         19601300
            F003, 3103, may lack everything,                      00000000,         19600532
            F004, 6001, is an ICD code with two digits,           E11.90,           E1190
            F004, 6001, may be three characters long,             J45,              j45
            F004, 6001, may end in a dash,                        E11.-,            E11.A
            F005, 8511, counts days from 0 to 6,                  126,              127
            F006, 8522, is a period of hours and minutes,         9959,             2460
            F007, 0001, is a version,                             LDT3.2.20,        LDT3.2
            F010, 0201, begins with a region,                     123456700,        043456700
            F010, 4217, may end in letters,                       1234567AB,        12345A700
            F011, 0212, has a check digit,                        123456601,        123456701
            F011, 0212, may say that there is none,               999999900,        999999800
            F011, 4241, may be a pseudo LANR,                     555555042,        555554042
            F012, 0105, is an approval number,                    V/31/1512/24/aaa, W/31/1512/24/aaa
            F012, 0105, has a month,                              X/00/2601/12/001, X/00/2613/12/001
            F013, 3119, has a check digit,                        S040464113,       S040464114
            F013, 3119, begins with a letter,                     A123456780,       1123456780
            F014, 0222, has a check digit,                        001234566,        001234567
            F014, 4225, begins with two zeros,                    001234566,        101234566
            F016, 7279, is a time with seconds,                   235959,           246000
            F016, 7279, may have milliseconds,                    123025999,        123060999
            F017, 7375, is a year,                                1999,             199A
            F018, 7297, may lack month and day,                   20180000,         20181300
            F018, 8512, is a day that exists,                     20200202,         20200230
            F020, 6206, has a check digit,                        27580899,         27580890
            F021, 0201, is a hospital's number after 35,          351234567,        350034567
            F022, 0223, begins with six fives,                    555555042,        555545042
            F023, 3321, is a number of months,                    3,                A
            F023, 3321, may be a range,                           10-12,            3-
            F024, 7402, may be a group with a name,               G1:31/33/52/58,   G1:31
            F024, 7404, is a type,                                18,               18/
            E003, 5005, starts at 2,                              002,              001
            E010, 4122, is 00,                                    00,               01
            E012, 8429, is above 0,                               0001,             0000
            """;

    @ParameterizedTest(name = "{0}: field {1} {2}")
    @CsvSource(textBlock = ROWS)
    void theRuleTellsTheFirstFromTheSecond(String rule, String field, String says, String good, String bad) {
        assertThat(says).isNotBlank();
        assertThat(rulesOf(field, good)).as(good).doesNotContain(rule).doesNotContain("BAS-LEN", "BAS-TYPE");
        assertThat(rulesOf(field, bad)).as(bad).contains(rule);
    }

    @Test
    void everyFormatRuleHasARow() {
        Set<String> rows =
                new TreeSet<>(ROWS.lines().map(line -> line.substring(0, 4)).toList());
        Set<String> rules = Stream.concat(
                        FormatRules.LDT3.stream().map(FormatRule::id), Stream.of(FormatRules.HOSPITAL_SITE.id()))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(rows).isEqualTo(rules);
    }

    @Test
    void everyCodeOfKbvIsAllowedAndAnotherIsNot() {
        int codes = 0;
        for (CodeList list : Codes.all(Generation.LDT3)) {
            for (int field : list.fields()) {
                if (field == 8000) {
                    continue;
                }
                String id = "%04d".formatted(field);
                for (String code : list.meanings().keySet()) {
                    assertThat(rulesOf(id, code))
                            .as(list.rule() + " " + id + "=" + code)
                            .doesNotContain(list.rule());
                    codes++;
                }
                assertThat(rulesOf(id, "?")).as(id).contains(list.rule());
            }
        }
        assertThat(codes).isGreaterThan(510);
    }

    @Test
    void anUnknownCodeIsNeverAnErrorInAVersionTheTablesAreNotOf() {
        String text = "8135(8160(8418=77))";
        assertThat(severity("LDT3.2.17", text)).isEqualTo("ERROR");
        assertThat(severity("LDT3.2.20", text)).isEqualTo("WARNING");
        assertThat(severity("LDT3.0.1", text)).isEqualTo("WARNING");
    }

    @Test
    void aWrongCodeIsAnsweredWithTheAllowedOnes() {
        Fault fault = Notation.faults("8117(8311=1 8401=E)").stream()
                .filter(found -> found.rule().equals("E006"))
                .findFirst()
                .orElseThrow();
        assertThat(fault.sentence().german())
                .isEqualTo(
                        "Das Feld 8401 (Auftragsstatus) in Zeile 11 enthält \"E\"; dieser Wert ist nicht vorgesehen.");
        assertThat(fault.sentence().english())
                .isEqualTo("Field 8401 (Order status) in line 11 contains \"E\", which is not an allowed value.");
        assertThat(fault.hint().german()).isEqualTo("Erlaubt: 1, 2.");
    }

    @ParameterizedTest(name = "{0}: field {1} {2}")
    @CsvSource(textBlock = """
            R005, 8303, is a time without seconds,     0930,             2460
            R049, 0201, begins with a region,          123456700,        043456700
            R061, 4218, begins with a region,          123456700,        043456700
            R050, 0212, has a check digit,             123456601,        123456701
            R054, 3119, has a check digit,             S040464113,       S040464114
            R059, 0222, has a check digit,             001234566,        001234567
            R134, 8422, is a flag,                     ++,               !H
            R135, 8401, is a kind of report,           E,                1
            R138, 8418, is a status,                   K,                06
            R139, 8403, is a fee schedule,             5,                6
            R144, 8609, says who pays,                 K,                G
            BAS-CODE, 3110, is a sex,                  W,                D
            BAS-DATE, 8301, is written year first,     20260115,         15012026
            BAS-DATE, 3103, may lack the day,          19600500,         19601300
            BAS-LANR, 0223, begins with six fives,     555555042,        555545042
            BAS-PRUEF, 0101, is an approval number,    X/39/1501/36/abc, A/39/1501/36/abc
            BAS-TYPE, 8420, has a decimal point,       6.8,              '6,8'
            BAS-LEN, 8410, is eight characters long,   KALIUM01,         KALIUM012
            """)
    void theRuleOfLdt2TellsTheFirstFromTheSecond(String rule, String field, String says, String good, String bad) {
        assertThat(says).isNotBlank();
        assertThat(flat(field, good)).as(good).doesNotContain(rule);
        assertThat(flat(field, bad)).as(bad).contains(rule);
    }

    @Test
    void beforeTwoThousandAndOneTheDayComesFirst() {
        String old = "01380008220\r\n014810000063\r\n014921107/99\r\n01091063\r\n0138300LABOR\r\n01380008202\r\n"
                + "014810000062\r\n0148310%s\r\n0178301%s\r\n01380008221\r\n014810000044\r\n017920200000169\r\n";
        assertThat(flatRules(old.formatted("12345", "09062008"))).doesNotContain("BAS-DATE");
        assertThat(flatRules(old.formatted("12345", "20260115"))).contains("BAS-DATE");
    }

    private static List<String> flatRules(String text) {
        return LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(text.getBytes(LdtText.LATIN_9))).stream()
                .map(Fault::rule)
                .toList();
    }

    private static List<String> flat(String field, String content) {
        byte[] bytes = LdtText.flat(LdtText.header(), new LdtText.Flat("8201").field(field, content));
        return LdtValidator.of(Strictness.IMPORT).check(LdtReader.read(bytes)).stream()
                .filter(fault -> fault.field().equals(field))
                .map(Fault::rule)
                .toList();
    }

    private static String severity(String version, String text) {
        return LdtValidator.of(Strictness.STRICT).check(LdtReader.read(Notation.message(version, text))).stream()
                .filter(fault -> fault.rule().equals("E007"))
                .map(fault -> fault.severity().name())
                .findFirst()
                .orElse("");
    }

    /** The rules a field breaks in the first record or object that has it. */
    private static List<String> rulesOf(String field, String content) {
        int number = FieldTable.number(field);
        String text = field + "=" + content.replace(' ', '_');
        if (Structure.record(Generation.LDT3, 8230).holds(number)) {
            text = "[8230] " + text;
        } else {
            int object = Structure.objects().stream()
                    .filter(node -> node.holds(number))
                    .mapToInt(StructureNode::number)
                    .findFirst()
                    .orElseThrow();
            int attribute = java.util.Arrays.stream(FieldTable.all())
                    .filter(candidate -> Structure.objectOf(candidate) == object)
                    .findFirst()
                    .orElseThrow();
            text = "%04d(%s)".formatted(attribute, text);
        }
        return Notation.faults(text).stream()
                .filter(fault -> fault.field().equals(field))
                .map(Fault::rule)
                .toList();
    }
}
