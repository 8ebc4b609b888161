package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Samples;
import health.careloop.ldt.LdtCharset;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.write.Envelope;
import health.careloop.ldt.write.ReportBuilder;
import health.careloop.ldt.write.ReportMessages;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;

/** The two samples most tests of filing send, of LDT 2 (flat) and LDT 3, and what a laboratory might have made of them. */
final class SampleReports {
    static final byte[] FLAT = Samples.read("Z01L2SYN_iso-8859-15.LDT");
    static final byte[] CRITICAL = Samples.read("Z01_SYN_kalium_kritisch.ldt");

    static final byte[] FLAT_WITHOUT_A_FLAG = bytes(text(FLAT).replace("0118422++\r\n", ""));

    private static final LocalDateTime NOW = LocalDateTime.of(2026, 1, 15, 9, 30);

    private SampleReports() {}

    /** Of the laboratory that {@link #written} writes for; say of whom, and its values. */
    static ReportBuilder report(String labOrder) {
        return ReportBuilder.report(labOrder)
                .lab("Labor Testberg", "994567800", "LABT")
                .practice("Praxis Linden", "123456700", "4711", "123456601")
                .receivedOn(NOW.toLocalDate())
                .reportedAt(NOW);
    }

    /** All of them in one message of LDT 2. */
    static byte[] written(List<LdtReport> reports) {
        return ReportMessages.ldt2(envelope(), LdtCharset.ISO_8859_15, reports);
    }

    private static Envelope envelope() {
        return Envelope.of("TestLIS", "1.0", "X/39/1501/36/abc", NOW)
                .practice("Prüfstraße", "1", "12345", "Musterstadt")
                .laboratory("Prüfweg", "2", "12345", "Testberg")
                .contact("Dr. med.", "Mia", "Laborärztin")
                .physician("Dr. med.", "Linda", "Linde");
    }

    static String text(byte[] message) {
        return new String(message, StandardCharsets.ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The first report of the sample for somebody of this birth date, and named after it. */
    static byte[] born(String date) {
        return new String(FLAT, StandardCharsets.ISO_8859_1)
                .replace("0203101M\u00fcller-Test", "0223101Teil-" + date)
                .replace("310319660229", "3103" + date)
                .replace("A0000000001", "B" + date + "01")
                .replace("2026-000123", "26-" + date)
                .replace("810000771", "810000773")
                .replace("920200001734", "920200001736")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The flat sample with the first {@code from} replaced. */
    static byte[] changed(String from, String to) {
        String text = new String(FLAT, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(from);
        return text.replaceFirst(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The critical sample as it was before the potassium became dangerous, its check sum right. */
    static byte[] potassiumNotYetCritical() {
        String text = text(CRITICAL);
        int from = text.indexOf("0118422!H");
        String end = "0178003Obj_0026\r\n";
        return proven(text.substring(0, from).replace("01284207.1", "01284204.1")
                + text.substring(text.indexOf(end) + end.length()));
    }

    /** The critical sample with these lines more about its specimen, not yet proven. */
    static String withASpecimenThatSays(String... lines) {
        String serum = "0148430Serum\r\n";
        assertThat(text(CRITICAL)).contains(serum);
        return text(CRITICAL).replace(serum, serum + String.join("\r\n", lines) + "\r\n");
    }

    /** With the check sum (9300) that fits. */
    static byte[] proven(String text) {
        int at = text.indexOf("0499300");
        try {
            String sum =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes(text.substring(0, at))));
            return bytes(text.substring(0, at) + "0499300" + sum + text.substring(at + 47));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
