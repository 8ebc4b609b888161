package health.careloop.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** One LDT 2 record as it is written, with the record length (8100) it must carry in its second line. */
public final class FlatRecord {
    static final Charset LATIN_9 = Charset.forName("ISO-8859-15");

    /** Length, field number, CR, LF: what a line has besides its content. */
    static final int FRAME = 9;

    private static final int HEAD = 4 + FRAME + 5 + FRAME;

    private final String type;
    private final ByteArrayOutputStream fields = new ByteArrayOutputStream();

    public FlatRecord(String type) {
        this.type = type;
    }

    public FlatRecord field(String id, String content) {
        line(fields, id, content);
        return this;
    }

    public int length() {
        return HEAD + fields.size();
    }

    public void writeTo(ByteArrayOutputStream out) {
        line(out, "8000", type);
        line(out, "8100", "%05d".formatted(length()));
        out.writeBytes(fields.toByteArray());
    }

    private static void line(ByteArrayOutputStream out, String id, String content) {
        byte[] bytes = content.getBytes(LATIN_9);
        out.writeBytes("%03d%s".formatted(bytes.length + FRAME, id).getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(bytes);
        out.write('\r');
        out.write('\n');
    }
}
