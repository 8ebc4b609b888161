package health.careloop.ldt.clinical;

import static health.careloop.ldt.clinical.ObjectReportTest.SAMPLE;
import static health.careloop.ldt.clinical.ObjectReportTest.chemistry;
import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtText;
import health.careloop.ldt.Samples;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When LDT 3 itself calls a value critical. */
class CriticalResultsTest {
    @Test
    void theCriticalPotassiumIsDeclaredCritical() {
        LdtObservation potassium = Samples.report(SAMPLE, 0).observations().getFirst();
        assertThat(potassium.kind()).isEqualTo("UE_Klinische_Chemie");
        assertThat(potassium.code()).isEqualTo("K");
        assertThat(potassium.name()).isEqualTo("Kalium");
        assertThat(potassium.resultId()).isEqualTo("E260000815-1");
        assertThat(potassium.rawValue()).isEqualTo("7.1");
        assertThat(potassium.number()).isEqualTo(new BigDecimal("7.1"));
        assertThat(potassium.unit()).isEqualTo("mmol/l");
        assertThat(potassium.flag()).isEqualTo("!H");
        assertThat(potassium.interpretation()).isEqualTo(Interpretation.CRITICAL_HIGH);
        assertThat(potassium.declaredCritical()).isTrue();
        assertThat(potassium.attentions())
                .containsExactly(new Attention("2", true, "Kritischer Wert. Probe nicht hämolytisch, kontrolliert."));
        assertThat(potassium.ranges()).extracting(LdtRange::alarm).containsExactly(false, true);
        assertThat(potassium.ranges().get(1).high()).isEqualTo(new BigDecimal("6.2"));
        assertThat(potassium.collectedAt()).isEqualTo(LocalDateTime.of(2026, 1, 12, 8, 10));
        assertThat(potassium.measuredAt()).isEqualTo(LocalDateTime.of(2026, 1, 12, 10, 20));
        assertThat(potassium.method()).isEqualTo("ISE");
    }

    @Test
    void theOtherResultsAreNotCritical() {
        List<LdtObservation> observations = Samples.report(SAMPLE, 0).observations();
        assertThat(observations).extracting(LdtObservation::name).containsExactly("Kalium", "Kreatinin", "Natrium");
        assertThat(observations)
                .extracting(LdtObservation::interpretation)
                .containsExactly(Interpretation.CRITICAL_HIGH, Interpretation.VERY_HIGH, Interpretation.NORMAL);
        assertThat(observations).extracting(LdtObservation::declaredCritical).containsExactly(true, false, false);
    }

    @Test
    void aLifeThreateningAttentionAloneDeclaresTheResultCritical() {
        LdtObservation observation = chemistry(ldt -> ldt.field("8418", "06")
                        .field("7306", "01")
                        .field("8420", "7.1")
                        .open("8126", "Fehlermeldung_Aufmerksamkeit", "Obj_0026")
                        .field("7280", "2")
                        .close())
                .observations()
                .getFirst();
        assertThat(observation.interpretation()).isEqualTo(Interpretation.NONE);
        assertThat(observation.declaredCritical()).isTrue();
    }

    @Test
    void aForgottenAttributeDoesNotHideALifeThreateningAttention() {
        byte[] bytes = Samples.replaced(SAMPLE, "0378126Fehlermeldung_Aufmerksamkeit\r\n", "");
        bytes = new String(bytes, LdtText.LATIN_9)
                .replace("0118422!H", "0118422++")
                .getBytes(LdtText.LATIN_9);
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).extracting(Fault::rule).containsExactly("BAS-OBJ", "E157");
        LdtObservation potassium = LdtReports.of(file.packages().getFirst())
                .getFirst()
                .observations()
                .getFirst();
        assertThat(potassium.interpretation()).isEqualTo(Interpretation.VERY_HIGH);
        assertThat(potassium.declaredCritical()).isTrue();
    }

    @Test
    void aCriticalSecondValueMakesTheResultCritical() {
        LdtObservation glucose = chemistry(ldt -> ldt.field("8418", "06")
                        .field("7306", "01")
                        .field("8420", "540")
                        .field("7306", "01")
                        .field("8420", "30.0")
                        .open("8142", "Normalwert", "Obj_0042")
                        .field("8424", "20")
                        .field("8422", "!+")
                        .close())
                .observations()
                .getFirst();
        assertThat(glucose.rawValue()).isEqualTo("540");
        assertThat(glucose.declaredCritical()).isTrue();
        assertThat(glucose.interpretation()).isEqualTo(Interpretation.CRITICAL_HIGH);
    }
}
