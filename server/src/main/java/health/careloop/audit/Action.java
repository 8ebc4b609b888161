package health.careloop.audit;

import java.util.Locale;

/** The closed catalogue of what can be done, spelt in the log as D28 spells it. */
public enum Action {
    MESSAGE_ACCEPTED,
    MESSAGE_VIEWED,
    MESSAGE_DOWNLOADED,
    MESSAGE_QUARANTINED,
    MESSAGE_FAILED,
    RESULT_FILED,
    RESULT_LIST_VIEWED,
    RESULT_VIEWED,
    RESULT_READ,
    RESULT_UNREAD,
    REPORT_DOWNLOADED,
    PATIENT_CREATED,
    PATIENT_UPDATED,
    PATIENT_DELETED,
    PATIENT_VIEWED,
    PATIENT_LIST_VIEWED,
    SIGN_IN_SUCCEEDED,
    SIGN_IN_FAILED,
    SIGN_OUT,
    TENANT_SWITCHED,
    TOKEN_ISSUED,
    ACCESS_DENIED,
    TENANT_CONTRADICTED,
    USER_INVITED,
    USER_CREATED,
    TENANT_CREATED,
    SENDER_CREATED,
    RECORDS_PRUNED;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
