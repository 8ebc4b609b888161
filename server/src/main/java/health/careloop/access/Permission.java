package health.careloop.access;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What may be done in a tenant; {@link #OPERATE_PLATFORM} in none. Spelt on the wire as D27 and A40 spell them. */
public enum Permission {
    VIEW_RESULTS,
    DOWNLOAD_REPORTS("canDownloadReports"),
    VIEW_PATIENTS,
    EDIT_PATIENTS,
    /** Where a message stands, and why; no content. */
    VIEW_MESSAGES,
    /** The bytes as they were sent. */
    DOWNLOAD_MESSAGES,
    ACKNOWLEDGE_ALERT,
    VIEW_USER,
    UPDATE_USER,
    MANAGE_SENDERS,
    VIEW_AUDIT_LOGS,
    EXPORT_AUDIT_LOGS,
    OPERATE_PLATFORM;

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
