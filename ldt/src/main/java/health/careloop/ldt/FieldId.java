package health.careloop.ldt;

/** Field numbers as text, one shared string each. */
final class FieldId {
    private static final String[] TEXTS = new String[10_000];

    static {
        for (int i = 0; i < TEXTS.length; i++) {
            TEXTS[i] = "" + (char) ('0' + i / 1000) + (char) ('0' + i / 100 % 10) + (char) ('0' + i / 10 % 10)
                    + (char) ('0' + i % 10);
        }
    }

    private FieldId() {}

    static String text(int id) {
        return id == Lines.NOT_A_FIELD ? "" : TEXTS[id];
    }

    /** The content of 8000 without blanks. Nearly always four digits, as which it needs no string of its own. */
    static String shared(LdtField field) {
        int number = field.length() == 4 ? field.fourDigits() : Lines.NOT_A_FIELD;
        return number < 0 ? field.text().strip() : TEXTS[number];
    }
}
