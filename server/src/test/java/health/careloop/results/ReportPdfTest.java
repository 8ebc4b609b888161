package health.careloop.results;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.pages.Pages;
import health.careloop.pages.ReportSamples;
import health.careloop.pages.Samples;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

class ReportPdfTest {
    private static final ReportPdf PDF =
            new ReportPdf(new Pages(), ZoneId.of("Europe/Berlin"), Clock.fixed(Samples.NOW, ZoneId.of("UTC")));

    private static PDDocument document(ReportView view, Locale locale, String name) throws IOException {
        byte[] bytes = PDF.of(view, locale);
        Files.createDirectories(Path.of("target/screens"));
        Files.write(Path.of("target/screens/" + name + ".pdf"), bytes);
        return Loader.loadPDF(bytes);
    }

    private static String text(PDDocument document) throws IOException {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setSortByPosition(true);
        return stripper.getText(document).replaceAll("\\s+", " ");
    }

    @Test
    void saysInWordsWhatTheScreenSays() throws IOException {
        try (PDDocument document = document(ReportSamples.report(), Locale.GERMAN, "report.de")) {
            assertThat(text(document))
                    .contains("Beispiel, Erika", "geboren 12.03.1958", "68 Jahre", "Labor Musterberg", "Praxis Linden")
                    .contains(
                            "Hämoglobin",
                            "≤ 5 µl",
                            "Ein kritischer Wert",
                            "Kritisch: stark erhöht",
                            "7,1",
                            "▲ erhöht",
                            "▼ erniedrigt")
                    .contains("Das Labor hat !H gesetzt (Feld 8422, Zeile 43 der Nachricht).", "Korrigiert, Version 2")
                    .contains(
                            "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                            ReportSamples.report().resultId().toString())
                    .contains("Seite 1 von " + document.getNumberOfPages());
            assertThat(document.getDocumentInformation().getTitle()).contains("Beispiel, Erika", "2611200815");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("de");
            assertThat(document.getPage(0).getMediaBox().getWidth())
                    .isCloseTo(PDRectangle.A4.getWidth(), org.assertj.core.data.Offset.offset(1f));
        }
        try (PDDocument document = document(ReportSamples.report(), Locale.ENGLISH, "report.en")) {
            assertThat(text(document))
                    .contains(
                            "Critical: ",
                            "strongly raised",
                            "7.1",
                            "20 Nov 2026, 19:40",
                            "Page 1 of ",
                            "Report date Received Collected 20 Nov 2026, 19:22",
                            "(Europe/Berlin) 20 Nov 2026 Specimen");
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
        }
    }

    /** Tagged for screen readers (PDF/UA-1, ISO 14289-1), as the reference validator reads it. */
    @Test
    void isReadableToAScreenReader() throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (ReportView view :
                List.of(ReportSamples.report(), ReportSamples.reportWithoutValues(), ReportSamples.reportOf(60))) {
            for (Locale locale : List.of(Locale.GERMAN, Locale.ENGLISH)) {
                assertThat(violations(PDF.of(view, locale))).isEmpty();
            }
        }
        byte[] silent = new String(PDF.of(ReportSamples.report(), Locale.GERMAN), StandardCharsets.ISO_8859_1)
                .replace("/MarkInfo", "/MarkNone")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(violations(silent)).as("without its tags").isNotEmpty();
    }

    private static List<String> violations(byte[] pdf) throws Exception {
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFUA_1);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFUA_1, false)) {
            return validator.validate(parser).getTestAssertions().stream()
                    .filter(assertion -> assertion.getStatus() == TestAssertion.Status.FAILED)
                    .map(assertion -> assertion.getRuleId().getClause() + ": " + assertion.getMessage())
                    .distinct()
                    .toList();
        }
    }

    @Test
    void itsPartsAreBookmarks() throws IOException {
        try (PDDocument document = document(ReportSamples.report(), Locale.GERMAN, "report.de")) {
            List<String> bookmarks = new ArrayList<>();
            document.getDocumentCatalog()
                    .getDocumentOutline()
                    .children()
                    .forEach(bookmark -> bookmarks.add(bookmark.getTitle()));
            assertThat(bookmarks).startsWith("Laborbefund", "Ein kritischer Wert", "Messwerte");
        }
    }

    @Test
    void embedsEveryFont() throws IOException {
        try (PDDocument document = document(ReportSamples.report(), Locale.GERMAN, "report.de")) {
            int fonts = 0;
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    PDFont font = page.getResources().getFont(name);
                    assertThat(font.isEmbedded()).as(font.getName()).isTrue();
                    fonts++;
                }
            }
            assertThat(fonts).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void showsForeignMarkupAsText() throws IOException {
        try (PDDocument document = document(ReportSamples.reportHostile(), Locale.GERMAN, "report-hostile.de")) {
            assertThat(text(document).replaceAll("\\s+", ""))
                    .contains("<script>alert('x')</script>", "onerror=alert(1)>&");
        }
    }

    @Test
    void runsOverAsManyPagesAsItNeeds() throws IOException {
        try (PDDocument document = document(ReportSamples.reportOf(300), Locale.GERMAN, "report-300.de")) {
            int pages = document.getNumberOfPages();
            assertThat(pages).isGreaterThan(6);
            String text = text(document);
            for (int i = 1; i <= 300; i++) {
                assertThat(text)
                        .contains(ReportSamples.reportOf(300)
                                .observations()
                                .get(i - 1)
                                .name());
            }
            for (int page = 1; page <= pages; page++) {
                assertThat(text).contains("Seite " + page + " von " + pages);
            }
        }
    }

    @Test
    void aReportWithoutValuesSaysSo() throws IOException {
        try (PDDocument document =
                document(ReportSamples.reportWithoutValues(), Locale.GERMAN, "report-without-values.de")) {
            assertThat(text(document)).contains("Dieser Befund enthält keine Werte.", "Originalbefund.pdf");
        }
    }
}
