package health.careloop.results;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.pages.Pages;
import health.careloop.pages.ReportSamples;
import health.careloop.pages.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What may be made a document has room in half the heap the launcher gives; what has none is refused before. */
class LargestDocumentTest {
    private static final int FILLED_LINES = ReportDocuments.MOST_CHARACTERS / 80;

    /** Each of one character, as many as are allowed beside what the values' own texts say. */
    private static final int SHORT_LINES = FILLED_LINES - 500;

    @Test
    void theLargestLawfulReportIsRenderedInTheHalfOfTheHeapThatWorkHas() throws Exception {
        ReportView largest = report(ReportDocuments.MOST_OBSERVATIONS, SHORT_LINES);

        assertThat(ReportDocuments.isTooLong(largest)).isFalse();
        assertThat(ReportDocuments.heapFor(largest)).isLessThan(heapOfTheLauncher() / 2);
        assertThat(statusOfRendering(ReportDocuments.MOST_OBSERVATIONS, SHORT_LINES))
                .isZero();
    }

    /** The control: so many characters would be allowed, were lines not counted, and they end the process. */
    @Test
    void manyShortLinesThatWouldEndTheServerAreRefused() throws Exception {
        assertThat(ReportDocuments.isTooLong(report(1, 60_000))).isTrue();
        assertThat(statusOfRendering(1, 60_000)).isEqualTo(3);
    }

    @Test
    void linesWithinATextAndEmptyOnesAreLinesToo() {
        assertThat(ReportDocuments.isTooLong(with(ReportSamples.reportOf(1), List.of("x\n".repeat(FILLED_LINES + 1)))))
                .isTrue();
        assertThat(ReportDocuments.isTooLong(
                        with(ReportSamples.reportOf(1), Collections.nCopies(FILLED_LINES + 1, ""))))
                .isTrue();
        assertThat(ReportDocuments.isTooLong(ReportSamples.reportOf(ReportDocuments.MOST_OBSERVATIONS + 1)))
                .isTrue();
        assertThat(ReportDocuments.isTooLong(ReportSamples.reportOf(300))).isFalse();
    }

    private static ReportView report(int values, int lines) {
        return with(ReportSamples.reportOf(values), Collections.nCopies(lines, "x"));
    }

    private static ReportView with(ReportView report, List<String> notes) {
        return new ReportView(
                report.resultId(),
                report.reportId(),
                report.version(),
                report.status(),
                report.corrected(),
                report.danger(),
                report.unread(),
                report.patient(),
                report.namesakes(),
                report.labName(),
                report.labPhone(),
                report.practiceName(),
                report.orderNumber(),
                report.reportedAt(),
                report.receivedAt(),
                report.specimens(),
                report.observations(),
                notes,
                report.versions(),
                report.attachments(),
                report.messageId(),
                report.messageSha256(),
                report.incomplete(),
                report.outsideCount(),
                report.valuesPage());
    }

    private static long heapOfTheLauncher() throws IOException {
        Matcher heap = Pattern.compile("-Xmx(\\d+)m").matcher(Files.readString(Path.of("..", "careloop")));
        assertThat(heap.find()).isTrue();
        return Long.parseLong(heap.group(1)) * 1024 * 1024;
    }

    private static int statusOfRendering(int values, int lines) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heapOfTheLauncher(),
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Rendering.class.getName(),
                        Integer.toString(values),
                        Integer.toString(lines))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Renders while the other half of the heap is taken: by the program, the door and the pages. */
    public static final class Rendering {
        private Rendering() {}

        public static void main(String[] arguments) {
            byte[] taken = new byte[Math.toIntExact(Runtime.getRuntime().maxMemory() / 2)];
            byte[] document = new ReportPdf(
                            new Pages(), ZoneId.of("Europe/Berlin"), Clock.fixed(Samples.NOW, ZoneId.of("UTC")))
                    .of(report(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1])), Locale.GERMAN);
            System.exit(document.length > 0 && taken.length > 0 ? 0 : 1);
        }
    }
}
