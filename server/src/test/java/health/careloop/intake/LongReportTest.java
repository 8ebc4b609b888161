package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Client;
import health.careloop.ldt.write.ReportBuilder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A report with more values than one page should carry. */
class LongReportTest extends PracticeWithALab {
    private static final int VALUES = 1_100;
    private static final int MOST_BYTES = 1_000_000;
    private static final Pattern NAME = Pattern.compile("<h3>(Analyt \\d+)</h3>");

    @Test
    void itsFlaggedValuesComeFirstAndNoneIsLostBetweenThePages() {
        ReportBuilder report =
                SampleReports.report("LANG-1").order("L-1").patient("Lang", "Vera", LocalDate.of(1958, 3, 17), "W");
        for (int i = 1; i <= VALUES; i++) {
            String flag = i == VALUES ? "++" : "";
            report.result(
                    "C" + i,
                    "Analyt " + i,
                    result -> result.value("6.8", "mmol/l").range("3.5", "9.1").flag(flag));
        }
        lab.sends(SampleReports.written(List.of(report.build())));
        String id = top().path("resultId").asString();
        Client browser = browser("de");

        List<String> names = new ArrayList<>();
        for (int page = 1; page <= 3; page++) {
            Client.Answer answer = browser.get("/results/" + id + (page == 1 ? "" : "?values=" + page));
            assertThat(answer.bytes().length).as("page " + page).isLessThan(MOST_BYTES);
            assertThat(answer.text()).contains("Seite " + page + " von 3", "1.100 Werte insgesamt");
            Matcher shown = NAME.matcher(answer.text());
            while (shown.find()) {
                names.add(shown.group(1));
            }
        }
        assertThat(names).hasSize(VALUES).doesNotHaveDuplicates().startsWith("Analyt " + VALUES, "Analyt 1");
        assertThat(browser.get("/results/" + id + "?values=9").status()).isEqualTo(303);
        assertThat(browser.get("/results/" + id + "?values=abc").status()).isEqualTo(200);
        assertThat(browser.get("/results/" + id + "/report.pdf").status()).isEqualTo(422);
        assertThat(doctor.get("/api/v1/results/" + id)
                        .json()
                        .path("observations")
                        .size())
                .isEqualTo(VALUES);
    }

    @Test
    void aReportOfVeryLongTextIsFiledAndReadOnItsPageAndMakesNoDocument() {
        String line = "Befund in Worten ".repeat(4).strip();
        String text = "%03d8480%s\r\n".formatted(line.length() + 9, line).repeat(4_000);
        lab.sends(SampleReports.bytes(
                SampleReports.text(SampleReports.FLAT).replaceFirst("0118422[+][+]\r\n", "0118422++\r\n" + text)));
        String id = report("Müller-Test").path("resultId").asString();
        Client browser = browser("de");
        assertThat(browser.get("/results/" + id).text()).contains("Befund in Worten");
        assertThat(browser.get("/results/" + id + "/report.pdf").status()).isEqualTo(422);
        assertThat(doctor.get("/api/download/pdf/" + id).json().path("type").asString())
                .endsWith("report-too-long");
    }
}
