package health.careloop.demo;

/** One measured value as a laboratory would send it. */
record Value(String code, String name, String value, String unit, String low, String high, String flag) {
    static Value of(String code, String name, String value, String unit, String low, String high, String flag) {
        return new Value(code, name, value, unit, low, high, flag);
    }
}
