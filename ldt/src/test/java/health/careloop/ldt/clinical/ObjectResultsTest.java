package health.careloop.ldt.clinical;

import static health.careloop.ldt.clinical.ObjectReportTest.chemistry;
import static health.careloop.ldt.clinical.ObjectReportTest.report;
import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.Severity;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Results of LDT 3: values, methods, status, microbiology. */
class ObjectResultsTest {
    @Test
    void aResultInsideAnotherResultIsNotLost() {
        LdtReport report = chemistry(ldt -> ldt.field("8418", "06")
                .open("8160", "UE_Klinische_Chemie", "Obj_0060")
                .field("7304", "E2")
                .field("8410", "K")
                .field("8418", "06")
                .field("8420", "7.1")
                .close());
        assertThat(report.observations()).extracting(LdtObservation::resultId).containsExactly("E1", "E2");
    }

    @Test
    void aResultObjectOfALaterVersionIsReported() {
        LdtReport report = report(ldt -> ldt.open("8135", "Laborergebnisbericht", "Obj_0035")
                .open("8249", "UE_Neu", "Obj_0099")
                .field("7304", "E1")
                .close()
                .close());
        assertThat(report.observations()).isEmpty();
        assertThat(report.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
            assertThat(fault.sentence().english()).contains("Obj_0099");
        });
    }

    @Test
    void aSecondUnitSystemIsAnAlternativeOfTheSameResult() {
        LdtObservation glucose = chemistry(ldt -> ldt.field("8410", "GLUC")
                        .field("8418", "06")
                        .field("7306", "01")
                        .field("8420", "101")
                        .field("8419", "2")
                        .field("8421", "mg/dl")
                        .field("7306", "01")
                        .field("8420", "5.60")
                        .field("8419", "1")
                        .field("8421", "mmol/l"))
                .observations()
                .getFirst();
        assertThat(glucose.number()).isEqualTo(new BigDecimal("101"));
        assertThat(glucose.alternatives()).singleElement().satisfies(second -> {
            assertThat(second.rawValue()).isEqualTo("5.60");
            assertThat(second.number()).isEqualTo(new BigDecimal("5.60"));
            assertThat(second.unit()).isEqualTo("mmol/l");
        });
    }

    /** Each value with a text of its own of all methods: a megabyte of both took two gigabytes. */
    @Test
    void theMethodsAreSaidOnceHoweverManyValuesAResultHas() {
        LdtObservation result = chemistry(ldt -> {
                    for (int i = 0; i < 200; i++) {
                        ldt.field("7302", "Methode " + i).field("7306", "01").field("8420", "4.1");
                    }
                })
                .observations()
                .getFirst();
        assertThat(result.method()).startsWith("Methode 0, Methode 1, ").endsWith("Methode 199");
        assertThat(result.alternatives())
                .hasSize(199)
                .allSatisfy(other -> assertThat(other.method()).isSameAs(result.method()));
    }

    @ParameterizedTest
    @CsvSource({
        "01,PRELIMINARY",
        "02,REGISTERED",
        "03,PRELIMINARY",
        "04,CORRECTED",
        "05,PRELIMINARY",
        "06,FINAL",
        "07,UNCHANGED",
        "08,CORRECTED",
        "09,CANCELLED",
        "10,PRELIMINARY",
        "11,CANCELLED",
        "12,CANCELLED",
        "77,PRELIMINARY"
    })
    void theStatusOfAResultFollowsItsCode(String code, ObservationStatus status) {
        LdtReport report = chemistry(ldt -> ldt.field("8418", code));
        assertThat(report.observations().getFirst().status()).isEqualTo(status);
        assertThat(report.faults()).hasSize(code.equals("77") ? 1 : 0);
    }

    @Test
    void microbiologyReadsLikeTheLaboratoryWouldPrintIt() {
        LdtReport report = report(ldt -> ldt.open("8161", "UE_Mikrobiologie", "Obj_0061")
                .field("7304", "M1")
                .field("8434", "Erreger und Resistenz")
                .field("7281", "5")
                .field("8418", "06")
                .field("7354", "01")
                .field("7355", "Escherichia coli")
                .field("7427", "1")
                .field("7301", "2")
                .field("7357", "3")
                .field("7354", "02")
                .field("7355", "Klebsiella pneumoniae")
                .field("7301", "2")
                .field("7286", "5")
                .open("8111", "Antibiogramm", "Obj_0011")
                .field("7287", "Ampicillin")
                .field("7354", "01")
                .field("7367", "S")
                .field("7354", "02")
                .field("7367", "R")
                .field("7289", "0.5")
                .field("7369", "mg/l")
                .close()
                .text("8237", "Ergebnistext", "Anaerobier nicht nachweisbar.")
                .close());
        LdtObservation culture = report.observations().getFirst();
        assertThat(culture.kind()).isEqualTo("UE_Mikrobiologie");
        assertThat(culture.name()).isEqualTo("Erreger und Resistenz");
        assertThat(culture.text())
                .containsExactly(
                        "Nachweisverfahren: Kultur",
                        "Escherichia coli, nachweisbar, reichlich",
                        "Klebsiella pneumoniae, nachweisbar",
                        "Antibiogramm: Breakpoint-Methode",
                        "Ampicillin: Escherichia coli S; Klebsiella pneumoniae R, MHK 0,5 mg/l",
                        "Anaerobier nicht nachweisbar.");
    }
}
