package health.careloop.access;

/** Why clinical data is read, as HL7's PurposeOfUse spells it. */
public enum PurposeOfUse {
    TREATMENT("TREAT"),
    OPERATIONS("HOPERAT"),
    PATIENT_REQUEST("PATRQT");

    private final String code;

    PurposeOfUse(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }
}
