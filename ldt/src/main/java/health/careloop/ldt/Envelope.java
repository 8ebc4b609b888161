package health.careloop.ldt;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Takes LDT out of what was put around it: a gzip archive, an XML document. Never throws on content. */
final class Envelope {
    private static final int TAIL = 4;
    private static final byte MLLP_START = 0x0B;
    private static final byte MLLP_END = 0x1C;
    private static final String DOCTYPE = "<!DOCTYPE";

    /**
     * What lies inside.
     *
     * @param bytes absent when it could not be taken out
     * @param firstLine line of the document in which they begin, 1-based
     */
    record Content(byte @Nullable [] bytes, int firstLine, Fault fault) {}

    static final Fault UNPACKED = found(new Sentence(
            "Die Nachricht war ein gzip-Archiv und wurde ausgepackt.",
            "The message was a gzip archive and was unpacked."));

    static final Fault DAMAGED = new Fault(
            1,
            0,
            "",
            Dialect.RULE,
            Severity.FATAL,
            new Sentence("Das gzip-Archiv ist beschädigt.", "The gzip archive is damaged."),
            new Sentence("Bitte erneut senden.", "Send it again."));

    private Envelope() {}

    /**
     * Empty when nothing is around the message, nobody asked to take it away, or it is XML with a DOCTYPE: what its entities
     * stand for would be missing, or come from where they say.
     */
    static Optional<Content> opened(byte[] message, ReadOptions options) {
        if (options.unpack() && Dialect.isGzip(message)) {
            return Optional.of(unpacked(message, options.mostBytes()));
        }
        if (options.unwrap() && Dialect.isXml(message) && !declaresType(message)) {
            return unwrapped(message);
        }
        return Optional.empty();
    }

    private static Content unpacked(byte[] message, long most) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(message))) {
            byte[] inside = in.readNBytes((int) most + 1);
            if (inside.length > most) {
                return refused(
                        "BAS-SIZE",
                        new Sentence(
                                "Das gzip-Archiv wird ausgepackt größer als " + most + " Bytes.",
                                "The gzip archive becomes more than " + most + " bytes when unpacked."),
                        new Sentence("Bitte in Teilen senden.", "Send it in parts."));
            }
            return new Content(inside, 1, UNPACKED);
        } catch (IOException damaged) {
            return new Content(null, 1, DAMAGED);
        }
    }

    private static Optional<Content> unwrapped(byte[] message) {
        LdtInXml ldt = LdtInXml.of(message);
        if (ldt.isEmpty()) {
            return Optional.empty();
        }
        if (ldt.broken() >= 0) {
            int line = lineAt(message, ldt.broken());
            return Optional.of(refused(
                    "BAS-WRAP",
                    new Sentence(
                            "Das XML-Dokument um die LDT-Daten bricht ab oder ist ab Zeile " + line
                                    + " kein XML mehr: Dahinter können weitere Befunde stehen. Nichts wurde gelesen.",
                            "The XML document around the LDT breaks off, or is no XML from line " + line
                                    + " on: more reports may stand behind. Nothing was read."),
                    new Sentence(
                            "Senden Sie nur die LDT-Daten, oder das ganze XML; & und < stehen darin als &amp; und"
                                    + " &lt;.",
                            "Send the LDT alone, or the whole XML, with & and < written as &amp; and &lt;.")));
        }
        boolean one = ldt.isOnePiece();
        return Optional.of(new Content(
                ldt.bytes(),
                one ? lineAt(message, ldt.from()) : 1,
                found(new Sentence(
                        "Die LDT-Daten standen in einem XML-Dokument und wurden daraus entnommen; Zeilen zählen "
                                + (one ? "im Dokument." : "im Entnommenen: Es stand an mehreren Stellen."),
                        "The LDT stood inside an XML document and was taken out of it; lines are counted in "
                                + (one ? "the document." : "what was taken out: it stood in several places.")))));
    }

    /** Whether an XML document has a DOCTYPE: behind nothing but blanks, comments and instructions. */
    static boolean declaresType(byte[] message) {
        int p = 0;
        while (p >= 0 && p < message.length && message[p] != '<') {
            p++;
        }
        while (p >= 0 && p < message.length) {
            if (message[p] >= 0 && message[p] <= ' ') {
                p++;
            } else if (startsAt(message, p, "<?")) {
                p = after(message, "?>", p + 2);
            } else if (startsAt(message, p, "<!--")) {
                p = after(message, "-->", p + 4);
            } else {
                return startsAt(message, p, DOCTYPE);
            }
        }
        return false;
    }

    private static int after(byte[] message, String text, int from) {
        int at = indexOf(message, text, from);
        return at < 0 ? at : at + text.length();
    }

    private static boolean startsAt(byte[] message, int at, String text) {
        boolean same = at + text.length() <= message.length;
        for (int i = 0; same && i < text.length(); i++) {
            int value = message[at + i];
            same = (value >= 'a' && value <= 'z' ? value - 0x20 : value) == text.charAt(i);
        }
        return same;
    }

    private static int lineAt(byte[] message, int at) {
        int line = 1;
        for (int p = LineScan.lineBreak(message, 0, at); p < at; p = LineScan.lineBreak(message, p, at)) {
            p = LineScan.afterBreak(message, p, at);
            line++;
        }
        return line;
    }

    /** Where a line 8000 starts right after a tag, or -1. */
    static int ldtInside(byte[] message) {
        int p = 0;
        while (p < message.length) {
            boolean opens = message[p] == '>' || (message[p] == '[' && startsBefore(message, p + 1, "<![CDATA["));
            p++;
            if (opens) {
                while (p < message.length && message[p] >= 0 && message[p] <= ' ') {
                    p++;
                }
                if (LineScan.head(message, p, message.length) % 10_000 == 8000) {
                    return p;
                }
            }
        }
        return -1;
    }

    private static boolean startsBefore(byte[] message, int end, String text) {
        int q = end;
        while (q > 0 && message[q - 1] >= 0 && message[q - 1] <= ' ') {
            q--;
        }
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        return q >= wanted.length && Arrays.equals(message, q - wanted.length, q, wanted, 0, wanted.length);
    }

    private static int indexOf(byte[] message, String text, int from) {
        byte[] wanted = text.getBytes(StandardCharsets.US_ASCII);
        for (int p = from; p + wanted.length <= message.length; p++) {
            if (Arrays.equals(message, p, p + wanted.length, wanted, 0, wanted.length)) {
                return p;
            }
        }
        return -1;
    }

    /** MLLP and a byte order mark in front: how many bytes. */
    static int lead(byte[] bytes) {
        int from = bytes.length > 0 && bytes[0] == MLLP_START ? 1 : 0;
        return isByteOrderMark(bytes, from) ? from + 3 : from;
    }

    /** Where the message ends and MLLP's closing bytes begin. */
    static int tail(byte[] bytes) {
        for (int p = Math.max(0, bytes.length - TAIL); isMllp(bytes) && p < bytes.length; p++) {
            if (bytes[p] == MLLP_END) {
                return p;
            }
        }
        return bytes.length;
    }

    static boolean isMllp(byte[] bytes) {
        return bytes.length > 0 && bytes[0] == MLLP_START;
    }

    static boolean closes(byte value) {
        return value == MLLP_END;
    }

    static boolean isByteOrderMark(byte[] bytes, int at) {
        return bytes.length >= at + 3
                && bytes[at] == (byte) 0xEF
                && bytes[at + 1] == (byte) 0xBB
                && bytes[at + 2] == (byte) 0xBF;
    }

    private static Content refused(String rule, Sentence sentence, Sentence hint) {
        return new Content(null, 1, new Fault(1, 0, "", rule, Severity.FATAL, sentence, hint));
    }

    private static Fault found(Sentence sentence) {
        return new Fault(1, 0, "", "BAS-WRAP", Severity.INFORMATION, sentence, Sentence.NONE);
    }
}
