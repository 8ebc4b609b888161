package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.Lab;
import health.careloop.access.Role;
import org.junit.jupiter.api.Test;

/** What stands beside a value as its course. */
class PreviousValuesTest extends PracticeWithALab {
    @Test
    void codesAreEachLaboratorysOwnAndSoIsTheCourse() {
        lab.sends(onDay("05", "A-1", "26-1"));
        String first = top().path("resultId").asString();
        Lab other = server.lab(practice);
        other.sends(onDay("06", "B-1", "26-2"));
        String elsewhere = newest(first);
        lab.sends(onDay("07", "A-2", "26-3"));
        String second = newest(first, elsewhere);

        assertThat(page(second)).contains("class=\"previous\"", first).doesNotContain(elsewhere);
        assertThat(page(elsewhere)).doesNotContain("class=\"previous\"", first);
    }

    private String newest(String... known) {
        return doctor.get("/api/v1/results")
                .json()
                .path("results")
                .valueStream()
                .map(result -> result.path("resultId").asString())
                .filter(id -> !java.util.List.of(known).contains(id))
                .findFirst()
                .orElseThrow();
    }

    private String page(String resultId) {
        Client browser = server.signIn(server.person(practice, Role.DOCTOR));
        return browser.get("/results/" + resultId).text().replaceAll("(?s)<nav.*?</nav>", "");
    }

    /** The critical sample of a day in January 2026, under another order. */
    private static byte[] onDay(String day, String order, String labOrder) {
        return SampleReports.proven(SampleReports.text(SampleReports.CRITICAL)
                .replaceAll("([0-9]{3})8310[^\r\n]*", line("8310", order))
                .replaceAll("([0-9]{3})8311[^\r\n]*", line("8311", labOrder))
                .replace("202601" + "12", "202601" + day));
    }

    private static String line(String field, String content) {
        return "%03d%s%s".formatted(content.length() + 9, field, content);
    }
}
