package health.careloop.access;

import java.util.Locale;

/** What somebody wants to read. */
public record ClinicalRead(Kind kind, Confidentiality confidentiality) {
    /** Which right it takes. */
    public enum Kind {
        PATIENT(Permission.VIEW_PATIENTS),
        RESULT(Permission.VIEW_RESULTS),
        REPORT_DOCUMENT(Permission.DOWNLOAD_REPORTS),
        MESSAGE_BYTES(Permission.DOWNLOAD_MESSAGES);

        private final Permission permission;

        Kind(Permission permission) {
            this.permission = permission;
        }

        Permission permission() {
            return permission;
        }
    }

    /** The patient's flag. */
    public enum Confidentiality {
        NORMAL,
        VIP,
        OWN_STAFF;

        /** As the column {@code patients.confidentiality} has it. */
        public static Confidentiality of(String column) {
            return valueOf(column.toUpperCase(Locale.ROOT));
        }
    }

    public static ClinicalRead of(Kind kind) {
        return new ClinicalRead(kind, Confidentiality.NORMAL);
    }

    public ClinicalRead of(Confidentiality flag) {
        return new ClinicalRead(kind, flag);
    }
}
