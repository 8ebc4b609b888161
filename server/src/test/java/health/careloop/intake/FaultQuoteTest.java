package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.access.Role;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A fault quotes what is wrong, and what is wrong may be a birth date or a finding. */
class FaultQuoteTest extends PracticeWithALab {
    private static final String WRONG_DATE = "19661399";

    @ParameterizedTest
    @EnumSource(
            value = Role.class,
            names = {"ADMIN", "OPERATOR", "DOCTOR", "LAB_TECHNICIAN"})
    void whoMayNotHaveTheMessageItselfIsNotToldWhatItQuotes(Role role) {
        UUID message = lab.sends(SampleReports.born(WRONG_DATE));
        boolean told = role == Role.DOCTOR || role == Role.LAB_TECHNICIAN;
        Client page = server.signIn(server.person(practice, role)).with("Accept-Language", "en");
        Client program = server.withToken(server.person(practice, role));

        for (String answer : new String[] {
            page.get("/messages/" + message).text(),
            program.get("/api/v1/messages/" + message).text()
        }) {
            assertThat(answer.contains(WRONG_DATE)).as(answer).isEqualTo(told);
            assertThat(answer).contains("3103", "Field 3103");
        }
    }
}
