package health.careloop.ldt.clinical;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a document say it is, whatever it is called. */
enum Evidence {
    PDF("application/pdf", "255044462d"),
    PNG("image/png", "89504e470d0a1a0a"),
    JPEG("image/jpeg", "ffd8ff"),
    TIFF_LITTLE("image/tiff", "49492a00"),
    TIFF_BIG("image/tiff", "4d4d002a"),
    GIF("image/gif", "47494638"),
    RTF("application/rtf", "7b5c727466"),
    ZIP("application/zip", "504b0304"),
    GZIP("application/gzip", "1f8b"),
    PROGRAM("application/octet-stream", "4d5a"),
    ELF("application/octet-stream", "7f454c46");

    /** Enough of a document to tell. */
    static final int LONGEST = 8;

    private static final String UNKNOWN = "application/octet-stream";

    /** Formats whose documents always begin with their mark. */
    private static final Set<String> MARKED =
            Set.of("application/pdf", "image/png", "image/jpeg", "image/tiff", "image/gif", "application/rtf");

    private final String type;
    private final byte[] start;

    Evidence(String type, String start) {
        this.type = type;
        this.start = HexFormat.of().parseHex(start);
    }

    /** A format with a mark is believed with its mark only; one without, unless the bytes say something else. */
    static @Nullable String type(byte[] start, @Nullable String announced) {
        for (Evidence evidence : values()) {
            if (evidence.begins(start)) {
                return evidence == ZIP && announced != null && isZipped(announced) ? announced : evidence.type;
            }
        }
        return announced != null && MARKED.contains(announced) ? UNKNOWN : announced;
    }

    /** Documents of word processors are archives. */
    private static boolean isZipped(String announced) {
        return announced.contains("openxml") || announced.contains("opendocument");
    }

    private boolean begins(byte[] document) {
        return document.length >= start.length && Arrays.equals(document, 0, start.length, start, 0, start.length);
    }
}
