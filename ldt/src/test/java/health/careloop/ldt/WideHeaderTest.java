package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A header is read once, however many records are streamed behind it. */
class WideHeaderTest {
    private static final int FEW = 2_500;
    private static final double TOO_MUCH = 10;

    @ParameterizedTest
    @EnumSource(Generation.class)
    void fourTimesTheHeaderAndTheRecordsTakeFourTimesAsLong(Generation generation) {
        double growth = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && growth > TOO_MUCH; attempt++) {
            growth = (double) nanos(message(generation, 4 * FEW)) / nanos(message(generation, FEW));
        }
        assertThat(growth).isLessThan(TOO_MUCH);
    }

    private static long nanos(byte[] message) {
        LdtValidator validator = LdtValidator.of(Strictness.IMPORT);
        int[] reports = new int[1];
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        LdtRecordReader.of(new ByteArrayInputStream(message), ReadOptions.DEFAULT)
                .readAll(piece -> {
                    validator.checkPiece(piece);
                    reports[0] += LdtReports.of(piece).size();
                });
        long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
        assertThat(reports[0]).isGreaterThanOrEqualTo(FEW);
        return taken;
    }

    private static byte[] message(Generation generation, int count) {
        StringBuilder text = new StringBuilder();
        line(text, "80008220");
        if (generation == Generation.LDT2) {
            line(text, "9212LDT1014.01");
            line(text, "91064");
        } else {
            line(text, "0001LDT3.2.20");
        }
        for (int i = 0; i < count; i++) {
            line(text, "0212" + (100_000_000 + i));
        }
        for (int i = 0; i < count; i++) {
            line(text, generation == Generation.LDT2 ? "80008201" : "80008205");
            line(text, "8410K");
            line(text, "84204.2");
        }
        line(text, "80008221");
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void line(StringBuilder text, String field) {
        text.append("%03d".formatted(field.length() + 5)).append(field).append("\r\n");
    }
}
