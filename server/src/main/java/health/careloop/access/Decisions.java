package health.careloop.access;

/**
 * The one place that decides over a read of clinical data. Consent, treatment relationship and break-glass will arrive
 * here as parts of the question, so that no handler changes.
 */
public final class Decisions {
    private Decisions() {}

    /**
     * The role must have the right; a flagged patient's record is whole for the head doctor only, others see it
     * unnamed; and for the practice's own operations nobody sees names of the flagged, or documents that show them.
     */
    public static Decision decide(SignedIn who, ClinicalRead what, PurposeOfUse why) {
        if (!who.may(what.kind().permission())) {
            return new Decision.Deny(Decision.Reason.ROLE_LACKS_PERMISSION);
        }
        if (what.confidentiality() == ClinicalRead.Confidentiality.NORMAL) {
            return new Decision.Allow();
        }
        if (why == PurposeOfUse.OPERATIONS) {
            return new Decision.Deny(Decision.Reason.PURPOSE_NOT_COVERED);
        }
        if (who.role() == Role.HEAD_DOCTOR) {
            return new Decision.Allow();
        }
        return switch (what.kind()) {
            case PATIENT, RESULT -> new Decision.Mask(Decision.Reason.RECORD_IS_CONFIDENTIAL);
            // A document and a message cannot be masked.
            case REPORT_DOCUMENT, MESSAGE_BYTES -> new Decision.Deny(Decision.Reason.RECORD_IS_CONFIDENTIAL);
        };
    }
}
