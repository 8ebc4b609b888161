package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whoever reads a stream record by record hears what whoever holds the file hears. */
class SameVerdictTest {
    private static final String FLAT = text("Z01L2SYN_iso-8859-15.LDT");
    private static final String OBJECTS = text("Z01_SYN_kalium_kritisch.ldt");

    @Test
    void aStreamIsJudgedAsTheWholeFileIs() {
        messages().forEach((name, message) -> same(name, message, ReadOptions.DEFAULT));
    }

    @Test
    void whatIsInAnArchiveIsJudgedTheSame() throws IOException {
        for (Map.Entry<String, byte[]> each : messages().entrySet()) {
            same(each.getKey(), EnvelopeTest.gzip(each.getValue()), ReadOptions.DEFAULT.unpacking());
        }
    }

    private static void same(String name, byte[] message, ReadOptions options) {
        LdtFile file = LdtReader.read(message, options);
        List<Fault> faults = new ArrayList<>();
        boolean complete = LdtRecordReader.of(new ByteArrayInputStream(message), options)
                .readAll(piece -> faults.addAll(piece.faults()));
        assertThat(complete).as(name).isEqualTo(file.readable());
        assertThat(faults).as(name).containsExactlyInAnyOrderElementsOf(file.faults());
    }

    private static Map<String, byte[]> messages() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String whole : List.of(FLAT, OBJECTS)) {
            String of = whole.equals(FLAT) ? "LDT 2: " : "LDT 3: ";
            String report = whole.equals(FLAT) ? "01380008201" : "01380008205";
            int first = whole.indexOf(report);
            int trailer = whole.indexOf("01380008221");
            all.put(of + "as it is", whole);
            all.put(of + "the end of a package in front", whole.substring(first) + whole);
            all.put(of + "the middle of a package in front", whole.substring(first, trailer) + whole);
            all.put(of + "a line in front", "0158421mmol/l\r\n" + whole);
            all.put(of + "lines and garbage in front", "0158421mmol/l\r\nxyz\r\n \r\n" + whole);
            all.put(of + "blank lines in front", "\r\n\r\n" + whole);
            all.put(of + "a byte order mark in front", "\u00EF\u00BB\u00BF" + whole);
            all.put(of + "an MLLP frame", "\u000B" + whole + "\u001C\r");
            all.put(of + "no record", whole.replace("0138000", "0138001"));
            all.put(of + "no version", whole.replaceFirst("\\d{3}(9212|0001)LDT[^\r]*\r\n", ""));
            all.put(
                    of + "an older version",
                    whole.replace("LDT1014.01", "LDT1001.02").replace("LDT3.2.20", "LDT3.2.17"));
            all.put(
                    of + "an unknown version",
                    whole.replace("LDT1014.01", "LDT1099.99").replace("LDT3.2.20", "LDT3.9.99"));
            all.put(of + "no report", whole.substring(0, first) + whole.substring(trailer));
            all.put(of + "no trailer", whole.substring(0, trailer));
            all.put(of + "nothing but a trailer", whole.substring(trailer));
            all.put(of + "two packages", whole + whole);
            all.put(of + "a package without trailer in front", whole.substring(0, trailer) + whole);
        }
        all.put("an envelope", "01380000020\r\n" + FLAT + "01380000021\r\n");
        all.put("nothing", "");
        all.put("blanks", " \r\n \r\n");
        all.put("no LDT", "Hello\r\nWorld\r\n");
        Map<String, byte[]> messages = new LinkedHashMap<>();
        all.forEach((name, message) -> messages.put(name, message.getBytes(StandardCharsets.ISO_8859_1)));
        return messages;
    }

    private static String text(String sample) {
        return new String(Samples.bytes(sample), StandardCharsets.ISO_8859_1);
    }
}
