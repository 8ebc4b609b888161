package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.ldt.clinical.LdtReport;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A laboratory sends its night in one message: all its reports have one time of arrival. */
class EveryReportOnceTest extends PracticeWithALab {
    private static final int REPORTS = 60;
    private static final Pattern RESULT = Pattern.compile("id=\"row-([0-9a-f-]{36})\"");

    private static byte[] night() {
        List<LdtReport> reports = IntStream.range(0, REPORTS)
                .mapToObj(i -> SampleReports.report("NL-" + i)
                        .order("N-" + i)
                        .patient("Nacht" + i, "Vera", LocalDate.of(1958, 3, 17), "W")
                        .result(
                                "K",
                                "Kalium",
                                result -> result.value("6.8", "mmol/l")
                                        .range("3.5", "5.1")
                                        .flag("++"))
                        .build())
                .toList();
        return SampleReports.written(reports);
    }

    @Test
    void everyPageSizeShowsEachOfThemOnceAndNoneTwice() {
        lab.sends(night());

        for (int limit : List.of(3, 5, 7, 10, 20)) {
            for (String list : List.of("/api/v1/results?filter=all", "/api/v1/results?filter=unread")) {
                assertThat(paged(list, "results", "resultId", limit))
                        .as(list + " by " + limit)
                        .hasSize(REPORTS)
                        .doesNotHaveDuplicates();
            }
            assertThat(paged("/api/v1/patients?search=", "patients", "patientId", limit))
                    .as("patients by " + limit)
                    .hasSize(REPORTS)
                    .doesNotHaveDuplicates();
        }
        List<String> shown = new ArrayList<>();
        Client browser = browser("de");
        for (int page = 1; page <= 3; page++) {
            Matcher rows = RESULT.matcher(browser.get("/inbox?page=" + page).text());
            while (rows.find()) {
                shown.add(rows.group(1));
            }
        }
        assertThat(shown).as("the inbox").hasSize(REPORTS).doesNotHaveDuplicates();
    }

    private List<String> paged(String list, String name, String id, int limit) {
        List<String> found = new ArrayList<>();
        for (int page = 1; page <= (REPORTS + limit - 1) / limit; page++) {
            doctor.get(list + "&limit=" + limit + "&page=" + page)
                    .json()
                    .path(name)
                    .forEach(one -> found.add(one.path(id).asString()));
        }
        return found;
    }
}
