package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.write.Envelope;
import health.careloop.ldt.write.ReportBuilder;
import health.careloop.ldt.write.ReportMessages;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A laboratory sends its night in one message: all its reports have one time of arrival. */
class EveryReportOnceTest extends PracticeWithALab {
    private static final int REPORTS = 60;
    private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 15, 9, 30);
    private static final Pattern RESULT = Pattern.compile("id=\"row-([0-9a-f-]{36})\"");

    private static byte[] night() {
        List<LdtReport> reports = IntStream.range(0, REPORTS)
                .mapToObj(i -> ReportBuilder.report("NL-" + i)
                        .order("N-" + i)
                        .lab("Labor Testberg", "994567800", "LABT")
                        .practice("Praxis Linden", "123456700", "4711", "123456601")
                        .patient("Nacht" + i, "Vera", LocalDate.of(1958, 3, 17), "W")
                        .receivedOn(NOW.toLocalDate())
                        .reportedAt(NOW)
                        .result(
                                "K",
                                "Kalium",
                                result -> result.value("6.8", "mmol/l")
                                        .range("3.5", "5.1")
                                        .flag("++"))
                        .build())
                .toList();
        Envelope envelope = Envelope.of("TestLIS", "1.0", "X/39/1501/36/abc", NOW)
                .practice("Prüfstraße", "1", "12345", "Musterstadt")
                .laboratory("Prüfweg", "2", "12345", "Testberg")
                .contact("Dr. med.", "Mia", "Laborärztin")
                .physician("Dr. med.", "Linda", "Linde");
        return ReportMessages.ldt2(envelope, LdtCharset.ISO_8859_15, reports);
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
