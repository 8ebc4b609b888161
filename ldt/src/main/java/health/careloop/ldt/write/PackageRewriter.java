package health.careloop.ldt.write;

import health.careloop.ldt.CharsetFinding;
import health.careloop.ldt.Fault;
import health.careloop.ldt.Generation;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.LdtField;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.Severity;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lines of a package again with other contents. Whatever was right is right afterwards, whatever was wrong is
 * wrong by the same amount: line lengths, 8100, 9202, 9300, charset and line breaks.
 */
final class PackageRewriter {
    private static final int HEAD = 7;
    private static final int BASE64_LINE = 60;
    /** What a line declares beyond its content. */
    private static final int FRAME = 9;

    private static final int LONGEST = 999;

    private final byte[] message;
    private final Generation generation;
    private final CharsetFinding charset;
    private final LdtPackage source;
    private final List<Line> lines = new ArrayList<>();
    private final StringBuilder document = new StringBuilder();
    private @Nullable LdtField documentLine;
    private @Nullable Line recordLength;
    private int recordGrowth;
    private int growth;

    /** A line as it will be written; the content of check sums is set last. */
    private static final class Line {
        private final LdtField field;
        private byte[] content;
        private final byte[] end;
        private final int declared;

        Line(LdtField field, byte[] content, byte[] end, int declared) {
            this.field = field;
            this.content = content;
            this.end = end;
            this.declared = declared;
        }
    }

    PackageRewriter(byte[] message, LdtPackage source) {
        this.message = message;
        this.source = source;
        this.generation = source.generation();
        this.charset = source.charset();
    }

    void begin() {
        endDocument();
        endRecord();
        recordLength = null;
        recordGrowth = 0;
    }

    /** @param content null for the content as it was */
    void add(LdtField field, @Nullable String content) {
        if (field.is("6329") && !field.text().isBlank()) {
            documentLine = documentLine == null ? field : documentLine;
            document.append(field.text());
            grow(-field.declaredLength());
            return;
        }
        endDocument();
        byte[] old = field.content().bytes();
        byte[] made = content == null ? old : encoded(content);
        int wider = width(made, content) - width(old, content == null ? null : field.text());
        int declared = field.declaredLength();
        Line line = new Line(field, made, end(field), declared < 0 ? -1 : declarable(declared + wider, declared));
        lines.add(line);
        grow(line.declared - declared);
        if (field.is("8100") && recordLength == null && generation == Generation.LDT2) {
            recordLength = line;
        }
    }

    byte[] bytes() {
        endDocument();
        endRecord();
        ByteArrayOutputStream out = new ByteArrayOutputStream((int) source.length());
        int digest = generation == Generation.LDT3 ? lastOf("9300") : -1;
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (line.field.is("9202") && generation == Generation.LDT2) {
                line.content = sum(line.content, growth);
            }
            if (i == digest) {
                line.content = digest(out.toByteArray(), line);
            }
            write(line, out);
        }
        return out.toByteArray();
    }

    private void write(Line line, ByteArrayOutputStream out) {
        LdtField field = line.field;
        if (!field.id().isEmpty()) {
            out.writeBytes("%03d".formatted(line.declared).getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(field.id().getBytes(StandardCharsets.US_ASCII));
        }
        out.writeBytes(line.content);
        out.writeBytes(line.end);
    }

    /** A length that was far too small or too large must not become one that three digits cannot say. */
    private static int declarable(int wanted, int otherwise) {
        return wanted >= FRAME && wanted <= LONGEST ? wanted : otherwise;
    }

    private void grow(int by) {
        recordGrowth += by;
        growth += by;
    }

    private void endRecord() {
        if (recordLength != null) {
            recordLength.content = sum(recordLength.content, recordGrowth);
        }
    }

    /** What stands after the content: the line break, or whatever took its place. */
    private byte[] end(LdtField field) {
        int head = field.id().isEmpty() ? 0 : HEAD;
        int from = (int) field.offset() + head + field.content().length();
        return Arrays.copyOfRange(message, from, Math.max(from, (int) field.end()));
    }

    /** In what the lengths of this package count: bytes, or characters when a gateway transcoded it. */
    private int width(byte[] bytes, @Nullable String text) {
        if (!charset.transcoded()) {
            return bytes.length;
        }
        return text == null ? new String(bytes, StandardCharsets.UTF_8).length() : text.length();
    }

    private byte[] encoded(String text) {
        if (charset.charset() == LdtCharset.UTF_8) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        Encoder encoder = Encoder.of(charset.charset());
        String known = Transliteration.of(text, encoder);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(known.length());
        for (int i = 0; i < known.length(); i++) {
            int code = encoder.code(known.charAt(i));
            if (code != Encoder.NONE) {
                bytes.write(code);
            }
        }
        return bytes.toByteArray();
    }

    /** Digits of the same number that grew; anything else stays as it is. */
    private static byte[] sum(byte[] digits, int growth) {
        String text = new String(digits, StandardCharsets.US_ASCII);
        if (!text.matches("\\d{1,9}") || Long.parseLong(text) + growth < 0) {
            return digits;
        }
        return ("%0" + digits.length + "d")
                .formatted(Long.parseLong(text) + growth)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** The lines of a document become those of a placeholder that is as valid, and as much a PDF, as it was. */
    private void endDocument() {
        LdtField first = documentLine;
        if (first == null) {
            return;
        }
        String placeholder = placeholder(document.toString());
        for (int at = 0; at < placeholder.length(); at += BASE64_LINE) {
            byte[] content = placeholder
                    .substring(at, Math.min(placeholder.length(), at + BASE64_LINE))
                    .getBytes(StandardCharsets.US_ASCII);
            int frame = first.declaredLength() - first.content().length();
            int declared = declarable(content.length + frame, content.length + FRAME);
            lines.add(new Line(first, content, end(first), declared));
            grow(declared);
        }
        document.setLength(0);
        documentLine = null;
    }

    private static String placeholder(String base64) {
        boolean pdf = base64.startsWith("JVBERi");
        byte[] made = pdf
                ? PlaceholderPdf.of(List.of("Dokument entfernt / document removed"))
                : "Dokument entfernt / document removed".getBytes(StandardCharsets.US_ASCII);
        String text = Base64.getEncoder().encodeToString(made);
        try {
            Base64.getDecoder().decode(base64);
            return text;
        } catch (IllegalArgumentException damaged) {
            return text.substring(0, text.length() - 3) + "*";
        }
    }

    private int lastOf(String id) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (lines.get(i).field.is(id)) {
                return i;
            }
        }
        return -1;
    }

    /** Right where it was right, over the bytes as they are or as they once were; where it was wrong it stays. */
    private byte[] digest(byte[] before, Line line) {
        Severity found = source.faults().stream()
                .filter(fault -> fault.rule().equals("E157"))
                .map(Fault::severity)
                .findFirst()
                .orElse(null);
        if (found == Severity.ERROR) {
            return line.content;
        }
        byte[] proven = found == Severity.INFORMATION ? restored() : before;
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(proven))
                    .getBytes(StandardCharsets.US_ASCII);
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException("every Java platform has SHA-1", absent);
        }
    }

    /** As the laboratory wrote it: CR LF, ISO 8859-15. */
    private byte[] restored() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Encoder latin9 = Encoder.of(LdtCharset.ISO_8859_15);
        for (Line line : lines) {
            if (line.field.is("9300")) {
                break;
            }
            out.writeBytes("%03d".formatted(line.declared).getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(line.field.id().getBytes(StandardCharsets.US_ASCII));
            String text = charset.charset().decode(line.content, 0, line.content.length);
            for (int i = 0; i < text.length(); i++) {
                out.write(latin9.code(text.charAt(i)));
            }
            out.write('\r');
            out.write('\n');
        }
        return out.toByteArray();
    }
}
