package health.careloop.ldt;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One line: {@code LLL FFFF content CR LF}. A line that is no field, such as garbage between two records, is kept with an
 * empty {@code id}, so the byte ranges of all fields laid end to end are the file.
 *
 * @param line 1-based line in the file
 * @param offset byte offset in the file
 * @param declaredLength the LLL of the line: bytes of content + 9; -1 when the line is no field
 * @param actualLength bytes this line occupies on the wire, line break and blank lines after it included
 * @param id four digits, or "" when the line is no field
 * @param content the bytes between the identifier and the line break
 */
public record LdtField(int line, long offset, int declaredLength, int actualLength, String id, Slice content)
        implements LdtPart {

    public String text() {
        return content.text();
    }

    public boolean is(String field) {
        return id.equals(field);
    }

    /** Byte offset of the first byte after this line. */
    public long end() {
        return offset + actualLength;
    }

    /** The line as it was read: length, field number, content and line break. */
    public void writeTo(OutputStream out) throws IOException {
        out.write(content.source(), lineStart(), actualLength);
    }

    void copyTo(byte[] target, int at) {
        System.arraycopy(content.source(), lineStart(), target, at, actualLength);
    }

    private int lineStart() {
        return content.from() - (id.isEmpty() ? 0 : LineScan.HEAD);
    }

    @Override
    public int firstLine() {
        return line;
    }

    @Override
    public int lastLine() {
        return line;
    }
}
