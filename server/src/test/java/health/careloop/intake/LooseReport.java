package health.careloop.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A report of LDT 3, and messages of it, that no rule is asked about: what laboratories send, and the builder of the library
 * does not write. Of one order of one person, and without a check sum.
 */
final class LooseReport {
    private final String day;
    private final String time;
    private final List<String> parts = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private String status = "2";

    private LooseReport(String day, String time) {
        this.day = day;
        this.time = time;
    }

    /** Dated as LDT has it: 20260115 and 140000. */
    static LooseReport of(String day, String time) {
        return new LooseReport(day, time);
    }

    LooseReport partial() {
        status = "1";
        return this;
    }

    /** @param flag "" for none; one that calls the value critical brings its call for attention */
    LooseReport value(String code, String raw, String flag) {
        return value(code, "06", raw, flag, "3.5", "5.1", null);
    }

    LooseReport value(
            String code, String statusCode, String raw, String flag, String low, String high, String specimen) {
        String attention = flag.startsWith("!")
                ? object("8126Fehlermeldung_Aufmerksamkeit", "0026", line("72802") + words("Bitte anrufen"))
                : "";
        String range = object(
                "8142Normalwert",
                "0042",
                line("842420")
                        + (low.isEmpty() ? "" : line("8461" + low) + line("84192") + line("8421mmol/l"))
                        + (high.isEmpty() ? "" : line("8462" + high) + line("84192") + line("8421mmol/l"))
                        + (flag.isEmpty() ? "" : line("8422" + flag))
                        + attention);
        return result(
                code,
                statusCode,
                specimen,
                line("730601") + line("8420" + raw) + line("84192") + line("8421mmol/l") + range);
    }

    /** A code and its status, and nothing else. */
    LooseReport mention(String code, String statusCode) {
        return result(code, statusCode, null, "");
    }

    LooseReport text(String code, String said) {
        return result(code, "06", null, line("730699") + object("8237Ergebnistext", "0068", line("3564" + said)));
    }

    private LooseReport result(String code, String statusCode, String specimen, String content) {
        values.add(object(
                "8160UE_Klinische_Chemie",
                "0060",
                line("7304id-" + code + "-" + values.size())
                        + (specimen == null ? "" : line("7364" + specimen))
                        + line("8410" + code)
                        + line("8411" + NAMES.getOrDefault(code, code))
                        + line("8418" + statusCode)
                        + content));
        return this;
    }

    private static final Map<String, String> NAMES = Map.of("K", "Kalium", "NA", "Natrium", "GLU", "Glukose");

    /** Whole blood, taken at a time of the report's day. */
    LooseReport specimen(String number, String takenAt) {
        parts.add(object(
                "8137Material",
                "0037",
                line("7364" + number)
                        + line("8428BL")
                        + line("8430Blut")
                        + timestamp("8219Timestamp_Materialabnahme_entnahme", takenAt)));
        return this;
    }

    LooseReport note(String said) {
        parts.add(object("8167Zusaetzliche_Informationen", "0068", line("3564" + said)));
        return this;
    }

    LooseReport lifeThreatening(String said) {
        parts.add(object("8126Fehlermeldung_Aufmerksamkeit", "0026", line("72802") + words(said)));
        return this;
    }

    LooseReport pdf(String said) {
        String content =
                java.util.Base64.getEncoder().encodeToString(SampleReports.bytes("%PDF-1.4\n%" + said + "\n%%EOF\n"));
        parts.add(object(
                "8110Anhang",
                "0010",
                line("9970100")
                        + line("6303application/pdf")
                        + line("6327Befund.pdf")
                        + line("8242base64-kodierte_Anlage")
                        + line("8002Obj_0068")
                        + line("6329" + content)
                        + line("8003Obj_0068")));
        return this;
    }

    private static String words(String said) {
        return object("8167Zusaetzliche_Informationen", "0068", line("3564" + said));
    }

    private String timestamp(String role, String at) {
        return object(role, "0054", line("7278" + day) + line("7279" + at) + line("7273UTC+1"));
    }

    private String record() {
        return line("80008205")
                + object("8122Einsenderidentifikation", "0022", line("732101") + line("83124711"))
                + object(
                        "8145Patient",
                        "0045",
                        object(
                                "8147Person",
                                "0047",
                                line("742012") + line("3101Fall") + line("3102Frieda") + line("310319500101")))
                + object(
                        "8117Befundinformationen",
                        "0017",
                        line("8310P-1")
                                + line("8311L-1")
                                + line("8401" + status)
                                + timestamp("8216Timestamp_Befunderstellung", time)
                                + String.join(
                                        "",
                                        parts.stream()
                                                .filter(part -> !part.contains("Obj_0037"))
                                                .toList()))
                + String.join(
                        "",
                        parts.stream().filter(part -> part.contains("Obj_0037")).toList())
                + (values.isEmpty() ? "" : object("8135Laborergebnisbericht", "0035", String.join("", values)))
                + line("80018205");
    }

    /** All of them in one transmission. */
    static byte[] message(LooseReport... reports) {
        String sample = SampleReports.text(SampleReports.CRITICAL);
        StringBuilder message = new StringBuilder(sample.substring(0, sample.indexOf("01380008205")));
        for (LooseReport report : reports) {
            message.append(report.record());
        }
        return SampleReports.bytes(message + line("80008221") + line("80018221"));
    }

    private static String object(String role, String type, String content) {
        return line(role) + line("8002Obj_" + type) + content + line("8003Obj_" + type);
    }

    private static String line(String fieldAndContent) {
        return "%03d%s\r\n".formatted(fieldAndContent.length() + 5, fieldAndContent);
    }
}
