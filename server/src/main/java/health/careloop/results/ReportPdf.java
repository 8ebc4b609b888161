package health.careloop.results;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import health.careloop.pages.Pages;
import health.careloop.pages.Texts;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Locale;
import java.util.logging.Level;
import java.util.regex.Pattern;

/**
 * A report as A4 pages with embedded fonts. Whatever a laboratory wrote is text, never markup; nothing is fetched while
 * a document is made, from the network or from disk.
 */
public final class ReportPdf {
    /** What XML 1.0 forbids even as text; a laboratory can send it all the same. */
    private static final Pattern NOT_XML =
            Pattern.compile("[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]");

    static {
        XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
    }

    private final Pages pages;
    private final ZoneId zone;
    private final Clock clock;

    public ReportPdf(Pages pages, ZoneId zone, Clock clock) {
        this.pages = pages;
        this.zone = zone;
        this.clock = clock;
    }

    /** The document in one language. */
    public byte[] of(ReportView report, Locale locale) {
        Texts texts = Texts.of(locale, zone, clock);
        String document = NOT_XML.matcher(pages.document("results/report-pdf", texts, report))
                .replaceAll("□");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new PdfRendererBuilder()
                    .usePdfUaAccessibility(true)
                    .withHtmlContent(document, "/")
                    .useUriResolver((base, uri) -> null)
                    .useFont(() -> font("LiberationSans-Regular.ttf"), "Liberation Sans", 400, FontStyle.NORMAL, true)
                    .useFont(() -> font("LiberationSans-Bold.ttf"), "Liberation Sans", 700, FontStyle.NORMAL, true)
                    .withProducer("Careloop")
                    .toStream(out)
                    .run();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return out.toByteArray();
    }

    private static InputStream font(String name) {
        InputStream font = ReportPdf.class.getResourceAsStream("/liberation/" + name);
        if (font == null) {
            throw new IllegalStateException("font " + name + " is not on the class path");
        }
        return font;
    }
}
