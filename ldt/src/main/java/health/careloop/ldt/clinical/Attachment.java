package health.careloop.ldt.clinical;

import health.careloop.ldt.Slice;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document sent inside the report (Obj_0010). Decoded only when asked.
 *
 * @param name 6327, or what 9970 says it is
 * @param contentType media type derived from 6303, such as "application/pdf"
 * @param documentType 9970, rule E053: "100" is a laboratory report
 * @param link 6305: a file name at the sender, never followed
 * @param firstLine 1-based line of the object
 * @param lines the base64 text in 6329, up to 60 characters each
 * @param intact the base64 text is valid; when it is not, {@link #bytes()} is empty and the report has a fault
 */
public record Attachment(
        @Nullable String name,
        @Nullable String contentType,
        @Nullable String documentType,
        @Nullable String link,
        int firstLine,
        List<Slice> lines,
        boolean intact) {

    public Attachment {
        lines = List.copyOf(lines);
    }

    /** The document, decoded anew on every call; empty when there is none or it is not intact. */
    public byte[] bytes() {
        return intact ? Base64.getDecoder().decode(Base64Lines.joined(lines)) : new byte[0];
    }
}
