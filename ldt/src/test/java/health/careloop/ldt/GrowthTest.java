package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Work grows with the length of the input and not faster, whatever stands in it. Four times the input takes about four
 * times the processor time; sixteen times would be quadratic.
 */
class GrowthTest {
    private static final int LARGE = 10_000_000;
    private static final int SMALL = LARGE / 4;
    private static final double TOO_MUCH = 10;
    private static final long UNMEASURABLE_NANOS = 20_000_000;

    private static final String HEADER = "01380008220\\r\\n0199212LDT1014.01\\r\\n01091064\\r\\n";

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0178002Obj_0001\\r\\n",
                "0178003Obj_0001\\r\\n",
                "0178002Obj_0001\\r\\n0178003Obj_0002\\r\\n",
                "0138142Norm\\r\\n0178002Obj_0042\\r\\n0178003Obj_0042\\r\\n",
                "01380008220\\r\\n01380008221\\r\\n",
                "01380008220\\r\\n",
                "01380008201\\r\\n",
                "01380008205\\r\\n01380018205\\r\\n",
                "0128410abc\\r\\n0118420+1\\r\\n",
                "0108410A",
                "0098410",
                "0000000",
                "9998410\\r\\n",
                "9998410\\nx\\r\\n\\n",
                "\\r\\n",
                "\\r",
                "\u00C3\u0083\u00C2\u00A4",
                "\u00E4",
                "<",
                " [",
                "<![CDATA[ ",
                "<!-- -->",
                "<!--",
                "<!DOCTYPE m ["
            })
    void tenMegabytesOfAnythingTakeFourTimesAsLongAsAQuarter(String piece) {
        String start = piece.startsWith("<!-") || piece.startsWith("<!D")
                ? ""
                : piece.contains("<") || piece.contains("[") ? "<" : HEADER;
        byte[] small = repeated(start.translateEscapes(), piece.translateEscapes(), SMALL);
        byte[] large = repeated(start.translateEscapes(), piece.translateEscapes(), LARGE);
        double growth = Double.MAX_VALUE;
        for (int attempt = 0; attempt < 3 && growth > TOO_MUCH; attempt++) {
            long few = Math.max(UNMEASURABLE_NANOS, nanos(small));
            growth = (double) nanos(large) / few;
        }
        assertThat(growth).isLessThan(TOO_MUCH);
    }

    private long nanos(byte[] message) {
        long begun = threads.getCurrentThreadCpuTime();
        LdtFile file = LdtReader.read(message, ReadOptions.DEFAULT.unwrapping());
        file.packages().stream().limit(3).forEach(LdtReports::of);
        LdtTokenizer lines = LdtTokenizer.of(new ByteArrayInputStream(message));
        long bytes = 0;
        while (lines.next()) {
            bytes += lines.actualLength();
        }
        assertThat(bytes).isEqualTo(message.length);
        return threads.getCurrentThreadCpuTime() - begun;
    }

    private static byte[] repeated(String start, String piece, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + piece.length());
        out.writeBytes(start.getBytes(StandardCharsets.ISO_8859_1));
        byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
        while (out.size() < length) {
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }
}
