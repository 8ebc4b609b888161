package health.careloop.results;

import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.ObservationStatus;
import java.util.Locale;

/**
 * What the laboratory says of its report as a whole (8401). That something in it was corrected is said beside it: a
 * partial report can be corrected, too.
 */
public enum ReportStatus {
    /** T, and 1 in LDT 3: more will come. */
    PARTIAL,
    /** V, and whatever names no status: it may still change. */
    PRELIMINARY,
    /** E, and 2 in LDT 3. */
    FINAL,
    /** N: what was asked for later, added to an earlier order. */
    APPENDED,
    /** A: a copy for the record of what was reported before. */
    ARCHIVED,
    /** Not said by LDT of a report, but true of one whose every value is cancelled. */
    CANCELLED;

    static ReportStatus of(LdtReport report) {
        boolean cancelled = !report.observations().isEmpty()
                && report.observations().stream().allMatch(o -> o.status() == ObservationStatus.CANCELLED);
        if (cancelled) {
            return CANCELLED;
        }
        return switch (report.status()) {
            case PARTIAL -> PARTIAL;
            case PRELIMINARY -> PRELIMINARY;
            case FINAL -> FINAL;
            case ADDENDUM -> APPENDED;
            case ARCHIVED -> ARCHIVED;
        };
    }

    static ReportStatus ofWire(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }

    /** In the tables and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The laboratory will say more, or something else. */
    public boolean isOpen() {
        return this == PARTIAL || this == PRELIMINARY;
    }

    /** Nothing takes the place of what is more settled than itself. */
    boolean mayReplace(ReportStatus earlier) {
        return settled() >= earlier.settled();
    }

    private int settled() {
        return switch (this) {
            case PARTIAL, PRELIMINARY -> 0;
            case ARCHIVED -> 1;
            case FINAL, APPENDED, CANCELLED -> 2;
        };
    }
}
