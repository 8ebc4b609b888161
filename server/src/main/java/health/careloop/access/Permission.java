package health.careloop.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What may be done in a tenant, spelt on the wire as D27 and A40 spell it. Only what something asks for: a client shows a
 * button for each, so one that nothing keeps is a promise broken.
 */
public enum Permission {
    VIEW_RESULTS,
    DOWNLOAD_REPORTS("canDownloadReports"),
    VIEW_PATIENTS,
    EDIT_PATIENTS,
    /** Where a message stands, and why; no content. */
    VIEW_MESSAGES,
    /** The bytes as they were sent. */
    DOWNLOAD_MESSAGES,
    VIEW_USER,
    UPDATE_USER;

    private final String wire;

    Permission() {
        this.wire = name().toLowerCase(Locale.ROOT);
    }

    Permission(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }

    public static Optional<Permission> parse(String text) {
        return Stream.of(values())
                .filter(known -> known.wire.equals(text) || known.name().equalsIgnoreCase(text))
                .findFirst();
    }
}
