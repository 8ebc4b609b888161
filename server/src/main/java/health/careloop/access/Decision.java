package health.careloop.access;

/** May it be read? */
public sealed interface Decision {
    record Allow() implements Decision {}

    /** Yes, without what names the patient. */
    record Mask(Reason reason) implements Decision {}

    record Deny(Reason reason) implements Decision {}

    /** Why not, or not all of it. */
    enum Reason {
        ROLE_LACKS_PERMISSION,
        RECORD_IS_CONFIDENTIAL,
        PURPOSE_NOT_COVERED
    }
}
