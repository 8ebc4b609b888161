package health.careloop.patients;

/** Administrative sex as the sender gave it. */
public enum Sex {
    FEMALE,
    MALE,
    DIVERSE,
    UNKNOWN
}
