package health.careloop.bench.ldt;

import static health.careloop.bench.ldt.Bytes.joined;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Random;

/** A report with its PDF inside, as laboratories send it: nearly all of it is lines of sixty characters. */
final class LargeReport {
    private static final int LINE = 60;
    private static final byte[] END_OF_REPORT = Bytes.ascii("01380018205\r\n");

    private LargeReport() {}

    /**
     * @param report of LDT 3, with one record 8205
     * @param pdfBytes of the document; the message is about a half longer
     */
    static byte[] with(byte[] report, int pdfBytes) {
        int end = indexOf(report, END_OF_REPORT);
        int digest = indexOf(report, Bytes.ascii("0499300"));
        byte[] before =
                joined(Bytes.slice(report, 0, end), attachment(document(pdfBytes)), Bytes.slice(report, end, digest));
        return joined(before, Bytes.line("9300", sha1(before)), Bytes.slice(report, digest + 49, report.length));
    }

    private static byte[] attachment(byte[] document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(Bytes.line("8110", "Anhang"));
        out.writeBytes(Bytes.line("8002", "Obj_0010"));
        out.writeBytes(Bytes.line("9970", "100"));
        out.writeBytes(Bytes.line("8242", "base64-kodierte_Anlage"));
        out.writeBytes(Bytes.line("8002", "Obj_0068"));
        String text = Base64.getEncoder().encodeToString(document);
        for (int from = 0; from < text.length(); from += LINE) {
            out.writeBytes(Bytes.line("6329", text.substring(from, Math.min(text.length(), from + LINE))));
        }
        out.writeBytes(Bytes.line("8003", "Obj_0068"));
        out.writeBytes(Bytes.line("6303", "PDF"));
        out.writeBytes(Bytes.line("8003", "Obj_0010"));
        return out.toByteArray();
    }

    /** Begins and ends as a PDF does; between, what compressed pages look like. */
    private static byte[] document(int size) {
        byte[] document = new byte[size];
        new Random(1).nextBytes(document);
        byte[] first = "%PDF-1.7\n".getBytes(StandardCharsets.US_ASCII);
        byte[] last = "\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(first, 0, document, 0, first.length);
        System.arraycopy(last, 0, document, size - last.length, last.length);
        return document;
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        int at =
                new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(wanted, StandardCharsets.ISO_8859_1));
        if (at < 0) {
            throw new IllegalArgumentException("This is no report of LDT 3.");
        }
        return at;
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
