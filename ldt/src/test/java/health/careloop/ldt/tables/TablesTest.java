package health.careloop.ldt.tables;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Slice;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TablesTest {
    private static final FieldTable LDT2 = FieldTable.of(Generation.LDT2);
    private static final FieldTable LDT3 = FieldTable.of(Generation.LDT3);

    @Test
    void everyFieldHasAGermanAndAnEnglishNameOfItsOwn() {
        assertThat(FieldTable.all()).hasSize(460);
        for (int field : FieldTable.all()) {
            assertThat(LDT3.name(field).german()).as("%04d", field).isNotBlank();
            assertThat(LDT3.name(field).english())
                    .as("%04d", field)
                    .isNotBlank()
                    .hasSizeLessThanOrEqualTo(52);
            assertThat(LDT2.knows(field) || LDT3.knows(field)).as("%04d", field).isTrue();
        }
    }

    @Test
    void theSameNumberMeansSomethingElseInTheOtherGeneration() {
        assertThat(LDT2.name(8401).german()).isEqualTo("Befundart");
        assertThat(LDT3.name(8401).german()).isEqualTo("Auftragsstatus");
        assertThat(LDT2.name(8424).english()).isEqualTo("Maternity");
        assertThat(LDT3.name(8424).english()).isEqualTo("Kind of reference value");
        assertThat(LDT2.longest(8410)).isEqualTo(8);
        assertThat(LDT3.longest(8410)).isEqualTo(20);
        assertThat(LDT2.type(8420)).isEqualTo(FieldType.FLOAT);
        assertThat(LDT3.type(8420)).isEqualTo(FieldType.ALNUM);
        assertThat(LDT2.knows(3000)).isFalse();
        assertThat(LDT3.knows(3000)).isTrue();
        assertThat(LDT2.useInLdt2(8626)).isEqualTo(FieldUse.EXTENSION);
    }

    @Test
    void numbersOutsideTheTablesAreSimplyNotKnown() {
        assertThat(LDT3.knows(-1)).isFalse();
        assertThat(LDT3.knows(9999)).isFalse();
        assertThat(FieldTable.number("84a1")).isEqualTo(-1);
        assertThat(FieldTable.number("")).isEqualTo(-1);
        assertThat(FieldTable.number("0201")).isEqualTo(201);
        assertThat(Structure.object(99)).isNull();
        assertThat(Structure.record(Generation.LDT2, 8205)).isNull();
        assertThat(Structure.record(Generation.LDT3, 60)).isNull();
        assertThat(Structure.objectOf(8410)).isZero();
    }

    @Test
    void aUnitBelongsToTheUnitSystemOfItsLimit() {
        StructureNode range = Structure.object(42);
        int upper = range.child(StructureNode.ROOT, 8462);
        int system = range.child(upper, 8419);
        int unit = range.child(system, 8421);
        assertThat(range.field(unit)).isEqualTo(8421);
        assertThat(range.level(unit)).isEqualTo(3);
        assertThat(range.parent(unit)).isEqualTo(system);
        assertThat(range.child(StructureNode.ROOT, 8421)).isEqualTo(-1);
        assertThat(range.holds(8421)).isTrue();
        assertThat(range.holds(8420)).isFalse();
        assertThat(range.label()).isEqualTo("Obj_0042");
    }

    @Test
    void everyObjektattributNamesAnObjectThatExists() {
        assertThat(Structure.objects()).hasSize(50);
        assertThat(Structure.records(Generation.LDT3)).hasSize(6);
        assertThat(Structure.records(Generation.LDT2)).hasSize(12);
        for (StructureNode node : Structure.objects()) {
            for (int i = 0; i < node.size(); i++) {
                if (node.object(i) > 0) {
                    assertThat(Structure.object(node.object(i))).isNotNull();
                    assertThat(Structure.objectOf(node.field(i))).isEqualTo(node.object(i));
                    assertThat(Structure.wireName(node.field(i))).isNotEmpty();
                }
            }
        }
    }

    @Test
    void mandatoryFieldsAreFoundByTheFieldTheyBelongTo() {
        StructureNode result = Structure.object(60);
        assertThat(Arrays.stream(result.mandatory(StructureNode.ROOT)).map(result::field))
                .containsExactly(7304, 7364, 8418);
        StructureNode billing = Structure.object(58);
        int fee = billing.child(billing.child(StructureNode.ROOT, 4121), 5001);
        assertThat(Arrays.stream(billing.mandatory(fee)).map(billing::field)).containsExactly(8614);
        assertThat(billing.kind(billing.mandatory(fee)[0])).isEqualTo(Kind.MANDATORY);
    }

    @Test
    void codesAreComparedWithoutDecoding() {
        CodeList flags = Codes.of(Generation.LDT3, 8422);
        assertThat(flags.rule()).isEqualTo("E005");
        assertThat(flags.allows(Codes.pack("!H"))).isTrue();
        assertThat(flags.allows(Codes.pack("--"))).isTrue();
        assertThat(flags.allows(Codes.pack("?"))).isFalse();
        assertThat(flags.allows(Codes.NONE)).isFalse();
        assertThat(Codes.of(Generation.LDT2, 8422).allows(Codes.pack("!H"))).isFalse();
        assertThat(Codes.of(Generation.LDT3, 8411)).isNull();
        assertThat(Codes.of(Generation.LDT3, 7273).allows(Codes.pack("UTC+12:45")))
                .isTrue();
        assertThat(Codes.of(Generation.LDT3, 8418).meanings())
                .containsEntry("12", new Sentence("storniert", "cancelled"));
    }

    @Test
    void theTypographicMinusOfTheSpecificationCountsAsAHyphen() {
        assertThat(Codes.pack(content("UTC\u00e2\u0088\u00923"))).isEqualTo(Codes.pack("UTC-3"));
        assertThat(Codes.pack(content("\u00e2\u0080\u0093"))).isEqualTo(Codes.pack("-"));
        assertThat(Codes.pack(content("ä"))).isEqualTo(Codes.NONE);
        assertThat(Codes.pack(content("0123456789"))).isEqualTo(Codes.NONE);
        assertThat(Codes.pack("ä")).isEqualTo(Codes.NONE);
        assertThat(Codes.pack("0123456789")).isEqualTo(Codes.NONE);
    }

    @Test
    void allOneHundredAndFourContextRulesHaveTheirText() {
        assertThat(ContextTexts.all()).hasSize(104);
        assertThat(ContextTexts.all().get("K106")).contains("7260").contains("8410");
        assertThat(Codes.all(Generation.LDT3)).hasSizeGreaterThan(70);
        assertThat(Codes.all(Generation.LDT2)).extracting(CodeList::rule).contains("R134", "R135", "R138");
    }

    /** Latin-1 text as the bytes of a field. */
    private static Slice content(String text) {
        byte[] bytes = new LdtText().record("8220").field("8410", "#").trailer("8221");
        String latin = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)
                .replace("0108410#", "%03d8410%s".formatted(text.length() + 9, text));
        return LdtReader.read(latin.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1))
                .packages()
                .getFirst()
                .records()
                .getFirst()
                .fields()
                .stream()
                .filter(field -> field.is("8410"))
                .map(LdtField::content)
                .findFirst()
                .orElseThrow();
    }
}
