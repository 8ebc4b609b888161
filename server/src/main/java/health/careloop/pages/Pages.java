package health.careloop.pages;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import gg.jte.output.Utf8ByteOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Renders the precompiled templates. Every screen and fragment takes exactly two parameters, {@code frame} and
 * {@code view}; names are paths under {@code jte/} without the ending, such as {@code results/inbox}.
 */
public final class Pages {
    /** The content type of everything rendered here. */
    public static final String CONTENT_TYPE = "text/html;charset=UTF-8";

    private static final TemplateEngine ENGINE = TemplateEngine.createPrecompiled(ContentType.Html);

    /** The whole page (or fragment) as UTF-8. */
    public byte[] render(String template, PageFrame frame, Object view) {
        return output(template, frame, view).toByteArray();
    }

    /** A page that shows nothing but itself. */
    public byte[] render(String template, PageFrame frame) {
        return output(template, frame, frame).toByteArray();
    }

    /** Writes the page only after it was rendered in full, so that a failing template never leaves half a page. */
    public void render(String template, PageFrame frame, Object view, OutputStream out) throws IOException {
        output(template, frame, view).writeTo(out::write);
    }

    private static Utf8ByteOutput output(String template, PageFrame frame, Object view) {
        Utf8ByteOutput output = new Utf8ByteOutput();
        ENGINE.render(template + ".jte", Map.of("frame", frame, "view", view), output);
        return output;
    }

    /** A document without a frame, such as the source of a PDF: parameters {@code texts} and {@code view}. */
    public String document(String template, Texts texts, Object view) {
        StringOutput output = new StringOutput();
        ENGINE.render(template + ".jte", Map.of("texts", texts, "view", view), output);
        return output.toString();
    }
}
