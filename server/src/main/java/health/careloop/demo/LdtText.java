package health.careloop.demo;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Writes LDT lines as laboratories do: {@code LLL FFFF content CR LF}, every length and check sum right. */
final class LdtText {
    static final Charset LATIN_9 = Charset.forName("ISO-8859-15");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    LdtText line(String field, String content) {
        bytes.writeBytes(encoded(field, content));
        return this;
    }

    /** An LDT 2 record: 8000, then 8100 with the record's length, then the rest. */
    LdtText record(String type, List<String[]> fields) {
        List<byte[]> lines = new ArrayList<>();
        lines.add(encoded("8000", type));
        for (String[] field : fields) {
            lines.add(encoded(field[0], field[1]));
        }
        int length = lines.stream().mapToInt(line -> line.length).sum() + encoded("8100", "00000").length;
        bytes.writeBytes(lines.getFirst());
        line("8100", "%05d".formatted(length));
        lines.stream().skip(1).forEach(bytes::writeBytes);
        return this;
    }

    /** The LDT 2 trailer, whose 9202 counts the whole package, itself included. */
    LdtText trailer() {
        int trailer =
                encoded("8000", "8221").length + encoded("8100", "00000").length + encoded("9202", "00000000").length;
        int whole = bytes.size() + trailer;
        return record("8221", List.<String[]>of(new String[] {"9202", "%08d".formatted(whole)}));
    }

    LdtText object(String role, String roleField, String type, Runnable content) {
        line(roleField, role);
        line("8002", type);
        content.run();
        return line("8003", type);
    }

    /** The LDT 3 trailer, whose 9300 is the SHA-1 of every byte before its own line. */
    LdtText digestTrailer() {
        line("8000", "8221");
        return line("9300", sha1(bytes.toByteArray())).line("8001", "8221");
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }

    private static byte[] encoded(String field, String content) {
        byte[] text = content.getBytes(LATIN_9);
        byte[] head = "%03d%s".formatted(text.length + 9, field).getBytes(LATIN_9);
        byte[] line = new byte[head.length + text.length + 2];
        System.arraycopy(head, 0, line, 0, head.length);
        System.arraycopy(text, 0, line, head.length, text.length);
        line[line.length - 2] = '\r';
        line[line.length - 1] = '\n';
        return line;
    }

    private static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java lacks SHA-1", e);
        }
    }
}
