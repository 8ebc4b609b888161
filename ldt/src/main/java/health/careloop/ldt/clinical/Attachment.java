package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.Slice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A document sent inside the report (Obj_0010). Decoded only when asked.
 *
 * @param name 6327, or what 9970 says it is
 * @param contentType media type such as "application/pdf" as its first bytes prove it; of formats that have no mark, and
 *     of a document that is only named, what 6303 says
 * @param announcedType media type of 6303
 * @param documentType 9970, rule E053: "100" is a laboratory report
 * @param link 6305: a file name at the sender, never followed
 * @param firstLine 1-based line of the object
 * @param lines the base64 text in 6329, up to 60 characters each
 * @param intact the base64 text is valid; when it is not, {@link #bytes()} is empty and the report has a fault
 * @param sources 9970, 6303, 6305, 6327, and 8242 with 6329
 */
public record Attachment(
        @Nullable String name,
        @Nullable String contentType,
        @Nullable String announcedType,
        @Nullable String documentType,
        @Nullable String link,
        int firstLine,
        List<Slice> lines,
        boolean intact,
        Sources sources)
        implements ClinicalPart {

    private static final int LINE = 60;

    /** Lines are copied, the document is not decoded. */
    public Attachment {
        lines = List.copyOf(lines);
    }

    /**
     * A document to be sent: base64 text in lines of 60 characters.
     *
     * @param documentType 9970, rule E053: "100" is a laboratory report
     */
    public static Attachment of(String name, String contentType, String documentType, byte[] document) {
        byte[] text = Base64.getEncoder().encode(document);
        List<Slice> lines = new ArrayList<>();
        for (int at = 0; at < text.length; at += LINE) {
            lines.add(Slice.of(Arrays.copyOfRange(text, at, Math.min(text.length, at + LINE)), LdtCharset.ISO_8859_15));
        }
        byte[] start = Arrays.copyOf(document, Math.min(document.length, Evidence.LONGEST));
        return new Attachment(
                name,
                Evidence.type(start, contentType),
                contentType,
                documentType,
                null,
                0,
                lines,
                !lines.isEmpty(),
                Sources.NONE);
    }

    /**
     * A document that stays in a file at the sender.
     *
     * @param documentType 9970, rule E053
     * @param link 6305: the name of the file
     */
    public static Attachment linked(String name, String contentType, String documentType, String link) {
        return new Attachment(name, contentType, contentType, documentType, link, 0, List.of(), false, Sources.NONE);
    }

    /** Whether it is what 6303 says, as far as bytes can tell: a program called PDF is none. */
    public boolean asAnnounced() {
        return announcedType == null || announcedType.equals(contentType);
    }

    /** The document, decoded anew on every call; empty when there is none or it is not intact. */
    public byte[] bytes() {
        return intact ? Base64.getDecoder().decode(Base64Lines.joined(lines)) : new byte[0];
    }
}
