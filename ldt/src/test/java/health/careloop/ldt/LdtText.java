package health.careloop.ldt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;

/** Builds LDT messages with right lengths and check sums, for tests. */
public final class LdtText {
    public static final Charset LATIN_9 = Charset.forName("ISO-8859-15");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<String> open = new ArrayDeque<>();
    private String record = "";

    /** Starts an LDT 3 record and ends the one before. */
    public LdtText record(String type) {
        end();
        record = type;
        return field("8000", type);
    }

    public LdtText field(String id, String content) {
        byte[] bytes = content.getBytes(LATIN_9);
        out.writeBytes("%03d%s".formatted(bytes.length + 9, id).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.writeBytes(new byte[] {'\r', '\n'});
        return this;
    }

    public LdtText open(String roleField, String role, String type) {
        open.push(type);
        return field(roleField, role).field("8002", type);
    }

    public LdtText close() {
        return field("8003", open.pop());
    }

    public LdtText timestamp(String roleField, String role, String date, String time) {
        return open(roleField, role, "Obj_0054")
                .field("7278", date)
                .field("7279", time)
                .field("7273", "UTC+1")
                .close();
    }

    public LdtText text(String roleField, String role, String... lines) {
        open(roleField, role, "Obj_0068");
        for (String line : lines) {
            field("3564", line);
        }
        return close();
    }

    /** The trailer with the SHA-1 of everything before it. */
    public byte[] trailer(String type) {
        record(type);
        field("9300", sha1(out.toByteArray()));
        end();
        return out.toByteArray();
    }

    /** What was written, when the trailer is among it. */
    public byte[] ended() {
        end();
        return out.toByteArray();
    }

    private void end() {
        if (!record.isEmpty()) {
            field("8001", record);
            record = "";
        }
    }

    public static String sha1(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (NoSuchAlgorithmException absent) {
            throw new IllegalStateException(absent);
        }
    }

    /** One LDT 2 record with its 8100. */
    public static final class Flat {
        private final String type;
        private final Charset charset;
        private final List<String> fields = new ArrayList<>();

        public Flat(String type) {
            this(type, LATIN_9);
        }

        public Flat(String type, Charset charset) {
            this.type = type;
            this.charset = charset;
        }

        public Flat field(String id, String content) {
            fields.add(id + content);
            return this;
        }

        int length() {
            return 13
                    + 14
                    + fields.stream()
                            .mapToInt(f -> f.getBytes(charset).length + 5)
                            .sum();
        }

        public byte[] bytes() {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            line(out, "8000" + type);
            line(out, "8100%05d".formatted(length()));
            fields.forEach(field -> line(out, field));
            return out.toByteArray();
        }

        private void line(ByteArrayOutputStream out, String field) {
            byte[] bytes = field.getBytes(charset);
            out.writeBytes("%03d".formatted(bytes.length + 5).getBytes(StandardCharsets.US_ASCII));
            out.writeBytes(bytes);
            out.writeBytes(new byte[] {'\r', '\n'});
        }
    }

    /** An LDT 2 package with its trailer. */
    public static byte[] flat(Flat... records) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int total = 44;
        for (Flat satz : records) {
            out.writeBytes(satz.bytes());
            total += satz.length();
        }
        out.writeBytes(new Flat("8221").field("9202", "%08d".formatted(total)).bytes());
        return out.toByteArray();
    }

    public static Flat header() {
        return new Flat("8220")
                .field("9212", "LDT1014.01")
                .field("0201", "123456700")
                .field("0203", "Praxis Testberg")
                .field("8320", "Labor Testberg")
                .field("9106", "4")
                .field("9103", "20260115");
    }
}
