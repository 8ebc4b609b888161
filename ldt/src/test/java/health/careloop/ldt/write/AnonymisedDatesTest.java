package health.careloop.ldt.write;

import static health.careloop.ldt.write.LdtAnonymiserTest.ANONYMISER;
import static health.careloop.ldt.write.LdtAnonymiserTest.bytes;
import static health.careloop.ldt.write.LdtAnonymiserTest.report;
import static health.careloop.ldt.write.LdtAnonymiserTest.subject;
import static health.careloop.ldt.write.LdtAnonymiserTest.text;
import static health.careloop.ldt.write.LdtAnonymiserTest.written;
import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReport;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Days of birth, in their fields and in texts. */
class AnonymisedDatesTest {
    @Test
    void birthDatesAreFoundInEveryFormPeopleWrite() {
        for (String form : List.of(
                "17.3.58",
                "17.03.58",
                "17.3.1958",
                "17. 3. 1958",
                "17. März 1958",
                "17.Maerz 58",
                "1958-03-17",
                "17/03/1958",
                "19580317")) {
            assertThat(text(ANONYMISER.anonymise(written("Prüfling", "Änne", "geb. " + form + " in X"))))
                    .doesNotContain(form)
                    .containsPattern("geb\\. \\d[^x]+ in X");
        }
        assertThat(text(ANONYMISER.anonymise(written("Prüfling", "Änne", "am 18.3.58"))))
                .contains("am 18.3.58");
    }

    @Test
    void aBirthDateKnownByItsYearMovesWithinItsFiveYears() {
        String message = new String(written("Prüfling", "Änne", "x"), StandardCharsets.ISO_8859_1)
                .replace("19580317", "19580000");
        for (int seed = 0; seed < 20; seed++) {
            String birth = subject(LdtAnonymiser.of(seed).anonymise(bytes(message)))
                    .birthDate()
                    .raw();
            assertThat(birth).endsWith("0000").isNotEqualTo("19580000").startsWith("195");
            assertThat(Integer.parseInt(birth.substring(0, 4))).isBetween(1955, 1959);
        }
    }

    @Test
    void theAgeStaysWithinFiveYearsAndInfantsKeepTheirYear() {
        LdtReport.Subject old = subject(ANONYMISER.anonymise(written("Prüfling", "Änne", "x")));
        assertThat(old.birthDate()).isNotNull();
        assertThat(old.birthDate().year()).isBetween(1955, 1959);
        assertThat(old.birthDate().raw()).isNotEqualTo("19580317");
        byte[] infant = ReportMessages.ldt3(
                RandomReports.envelope(),
                List.of(report("Prüfling", "Änne", LocalDate.of(2025, 8, 11), "x")
                        .build()));
        assertThat(subject(ANONYMISER.anonymise(infant)).birthDate().year()).isEqualTo(2025);
    }
}
