package health.careloop.ldt.clinical;

import health.careloop.ldt.Fault;
import health.careloop.ldt.FaultLog;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtObject;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.ldt.Slice;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Obj_0010: a document as base64 text (8242) or as the name of a file at the sender (6305, rule K001). */
final class Attachments {
    private final FaultLog faults;

    Attachments(FaultLog faults) {
        this.faults = faults;
    }

    Attachment read(LdtObject document) {
        List<Slice> lines = new ArrayList<>();
        for (LdtObject text : document.children("8242")) {
            for (LdtField field : text.fields()) {
                if (field.is("6329")) {
                    lines.add(field.content());
                }
            }
        }
        String type = document.text("9970").orElse(null);
        String announced = mediaType(document.text("6303").orElse(""));
        String link = document.text("6305").orElse(null);
        byte[] base64 = Base64Lines.joined(lines);
        boolean intact = base64.length > 0 && Base64Lines.valid(base64);
        String contentType = intact ? Evidence.type(Base64Lines.start(base64), announced) : announced;
        if (!intact && (link == null || !lines.isEmpty())) {
            fault(
                    document,
                    Severity.ERROR,
                    new Sentence(
                            "Das Dokument in Zeile " + document.firstLine() + " ist beschädigt: Sein Base64-Text "
                                    + (lines.isEmpty() ? "fehlt." : "ist ungültig."),
                            "The document in line " + document.firstLine() + " is damaged: its base64 text "
                                    + (lines.isEmpty() ? "is missing." : "is not valid.")),
                    new Sentence("Fordern Sie das Dokument beim Labor an.", "Ask the laboratory for the document."));
        } else if (intact && announced != null && !announced.equals(contentType)) {
            boolean pdf = announced.equals("application/pdf");
            fault(
                    document,
                    Severity.WARNING,
                    new Sentence(
                            "Das Dokument in Zeile " + document.firstLine() + " ist als "
                                    + (pdf ? "PDF" : Sentence.quote(announced)) + " angekündigt, ist aber keines.",
                            "The document in line " + document.firstLine() + " is announced as "
                                    + (pdf ? "PDF" : Sentence.quote(announced)) + ", but is none."),
                    new Sentence(
                            "Es wird nicht als solches angezeigt. Bitte beim Labor nachfragen.",
                            "It is not shown as such. Ask the laboratory."));
        } else if (link != null) {
            fault(
                    document,
                    Severity.WARNING,
                    new Sentence(
                            "Das Dokument in Zeile " + document.firstLine()
                                    + " ist nur genannt, nicht mitgesendet: Es liegt in einer Datei beim Absender.",
                            "The document in line " + document.firstLine()
                                    + " is only named, not sent: it lies in a file at the sender."),
                    new Sentence(
                            "Bitten Sie das Labor, Dokumente einzubetten.", "Ask the laboratory to embed documents."));
        }
        String name = document.text("6327")
                .or(() -> document.text("9970").map(code -> Wording.value("9970", code)))
                .orElse(null);
        return new Attachment(
                name, contentType, announced, type, link, document.firstLine(), lines, intact, Sources.in(document));
    }

    private static @Nullable String mediaType(String format) {
        String lower = format.toLowerCase(Locale.ROOT);
        return switch (lower) {
            case "" -> null;
            case "pdf" -> "application/pdf";
            case "jpg", "jpeg" -> "image/jpeg";
            case "png", "gif", "tiff" -> "image/" + lower;
            case "tif" -> "image/tiff";
            case "txt" -> "text/plain";
            case "xml" -> "application/xml";
            case "rtf" -> "application/rtf";
            default -> lower.indexOf('/') > 0 ? lower : "application/octet-stream";
        };
    }

    private void fault(LdtObject at, Severity severity, Sentence sentence, Sentence hint) {
        faults.add(new Fault(at.firstLine(), at.offset(), "8242", "BAS-BASE64", severity, sentence, hint));
    }
}
