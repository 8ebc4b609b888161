package health.careloop.ldt.write;

import java.util.List;

/**
 * A test as the generator knows it.
 *
 * @param low lower end of the reference range
 * @param high upper end
 * @param alarmLow below it a value is dangerous; NaN when nothing is too low
 * @param alarmHigh above it a value is dangerous; NaN when nothing is too high
 * @param digits after the decimal point
 */
record Analyte(
        String code,
        String name,
        String unit,
        String specimen,
        String method,
        int digits,
        double low,
        double high,
        double alarmLow,
        double alarmHigh) {

    private static final double NONE = Double.NaN;

    static final List<Analyte> ALL = List.of(
            new Analyte("NA", "Natrium", "mmol/l", "SE", "ISE", 0, 136, 145, 120, 160),
            new Analyte("K", "Kalium", "mmol/l", "SE", "ISE", 1, 3.5, 5.1, 2.8, 6.2),
            new Analyte("CA", "Calcium", "mmol/l", "SE", "Photometrie", 2, 2.2, 2.55, 1.65, 3.5),
            new Analyte("CL", "Chlorid", "mmol/l", "SE", "ISE", 0, 98, 107, 75, 125),
            new Analyte("MG", "Magnesium", "mmol/l", "SE", "Photometrie", 2, 0.66, 1.07, 0.41, 2.0),
            new Analyte("KREA", "Kreatinin", "mg/dl", "SE", "Enzymatisch", 2, 0.5, 1.2, NONE, 7.4),
            new Analyte("HST", "Harnstoff", "mg/dl", "SE", "UV-Test", 0, 17, 48, NONE, 214),
            new Analyte("HSRE", "Harnsäure", "mg/dl", "SE", "Enzymatisch", 1, 3.4, 7.0, NONE, 13),
            new Analyte("GLUC", "Glukose", "mg/dl", "FB", "Hexokinase", 0, 74, 106, 40, 450),
            new Analyte("HBA1C", "HbA1c", "mmol/mol", "EB", "HPLC", 0, 20, 42, NONE, NONE),
            new Analyte("GOT", "GOT (AST)", "U/l", "SE", "IFCC 37 °C", 0, 10, 50, NONE, 1000),
            new Analyte("GPT", "GPT (ALT)", "U/l", "SE", "IFCC 37 °C", 0, 10, 50, NONE, 1000),
            new Analyte("GGT", "Gamma-GT", "U/l", "SE", "IFCC 37 °C", 0, 8, 61, NONE, NONE),
            new Analyte("AP", "Alkalische Phosphatase", "U/l", "SE", "IFCC 37 °C", 0, 40, 129, NONE, NONE),
            new Analyte("BILI", "Bilirubin gesamt", "mg/dl", "SE", "DPD", 1, 0.1, 1.2, NONE, 15),
            new Analyte("CHOL", "Cholesterin", "mg/dl", "SE", "CHOD-PAP", 0, 120, 200, NONE, NONE),
            new Analyte("HDL", "HDL-Cholesterin", "mg/dl", "SE", "Homogen", 0, 40, 90, NONE, NONE),
            new Analyte("LDL", "LDL-Cholesterin", "mg/dl", "SE", "Homogen", 0, 60, 116, NONE, NONE),
            new Analyte("TRIG", "Triglyceride", "mg/dl", "SE", "GPO-PAP", 0, 50, 150, NONE, 1000),
            new Analyte("CRP", "C-reaktives Protein", "mg/l", "SE", "Turbidimetrie", 1, 0.1, 5.0, NONE, 200),
            new Analyte("TSH", "TSH basal", "mU/l", "SE", "ECLIA", 2, 0.27, 4.2, NONE, 100),
            new Analyte("FT4", "Freies T4", "ng/dl", "SE", "ECLIA", 2, 0.93, 1.7, NONE, 4.5),
            new Analyte("FERR", "Ferritin", "µg/l", "SE", "ECLIA", 0, 30, 400, NONE, NONE),
            new Analyte("EISEN", "Eisen", "µg/dl", "SE", "Ferrozin", 0, 33, 193, NONE, NONE),
            new Analyte("LEUK", "Leukozyten", "/nl", "EB", "Durchflusszytometrie", 1, 3.9, 10.2, 1.5, 50),
            new Analyte("ERY", "Erythrozyten", "/pl", "EB", "Impedanz", 2, 4.3, 5.75, NONE, NONE),
            new Analyte("HB", "Hämoglobin", "g/dl", "EB", "SLS", 1, 12.0, 17.2, 6.6, 20),
            new Analyte("HK", "Hämatokrit", "%", "EB", "Impedanz", 0, 36, 51, 18, 61),
            new Analyte("MCV", "MCV", "fl", "EB", "Berechnet", 0, 80, 99, NONE, NONE),
            new Analyte("THRO", "Thrombozyten", "/nl", "EB", "Impedanz", 0, 150, 370, 30, 1000),
            new Analyte("QUICK", "Quick", "%", "CB", "Koagulometrie", 0, 70, 120, 15, NONE),
            new Analyte("INR", "INR", "", "CB", "Koagulometrie", 1, 0.9, 1.2, NONE, 5.0),
            new Analyte("PTT", "aPTT", "s", "CB", "Koagulometrie", 0, 26, 37, NONE, 75),
            new Analyte("TNT", "Troponin T hs", "ng/l", "SE", "ECLIA", 0, 1, 14, NONE, 100));

    /** What the tubes are called, by the abbreviation in {@link #specimen}. */
    static String specimenName(String code) {
        return switch (code) {
            case "SE" -> "Serum";
            case "EB" -> "EDTA-Blut";
            case "FB" -> "Fluoridblut";
            case "CB" -> "Citrat-Blut";
            default -> "Urin";
        };
    }

    boolean canBeCritical() {
        return !Double.isNaN(alarmLow) || !Double.isNaN(alarmHigh);
    }
}
