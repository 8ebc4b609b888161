package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** LDT in more than one place of an XML document. */
class LdtInXmlTest {
    private static final String GOOD =
            new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1).replace("&", "+");
    private static final String OTHER = GOOD.replace("Müller-Test", "Möller-Test");
    private static final String ESCAPED = GOOD.replace("<", "&lt;");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<batch><message><ldt>%s</ldt></message><message><ldt>%s</ldt></message></batch>",
                "<batch>\n  <message id='1'>\n    <ldt>%s    </ldt>\n  </message>\n  <ldt>%s  </ldt>\n</batch>",
                "<batch><id>0128410</id><a>%s</a><id>20260115</id><b>%s</b><id>4711</id></batch>"
            })
    void everyPackageOfADocumentIsReadInOrder(String frame) {
        byte[] xml = bytes(frame.formatted(ESCAPED, OTHER.replace("<", "&lt;")));
        LdtFile file = LdtReader.read(xml, ReadOptions.DEFAULT.unwrapping());
        assertThat(file.readable()).as("%s", file.faults()).isTrue();
        assertThat(file.packages()).hasSize(2);
        assertThat(new String(file.bytes(), StandardCharsets.ISO_8859_1)).isEqualTo(GOOD + OTHER);
        assertThat(file.faults().getFirst().sentence().english()).contains("in several places");
        List<Fault> faults = new ArrayList<>();
        boolean complete = LdtRecordReader.of(new ByteArrayInputStream(xml), ReadOptions.DEFAULT.unwrapping())
                .readAll(piece -> faults.addAll(piece.faults()));
        assertThat(complete).isTrue();
        assertThat(faults).anyMatch(fault -> fault.sentence().english().startsWith("Another package"));
    }

    @Test
    void aTextBrokenByACommentOrBySeveralCdataSectionsIsOneText() {
        int middle = GOOD.indexOf("Kalium") + 3;
        String front = GOOD.substring(0, middle);
        String back = GOOD.substring(middle);
        for (String xml : List.of(
                "<m>" + front + "<!-- a > b -->" + back.replace("<", "&lt;") + "</m>",
                "<m><![CDATA[" + front + "]]><![CDATA[" + back + "]]></m>",
                "<m>" + front + "<?x <y> ?><![CDATA[" + back + "]]></m>")) {
            LdtFile file = LdtReader.read(bytes(xml), ReadOptions.DEFAULT.unwrapping());
            assertThat(new String(file.bytes(), StandardCharsets.ISO_8859_1)).isEqualTo(GOOD);
            assertThat(file.readable()).isTrue();
        }
    }

    @Test
    void oneElementForEachLineIsReadWhole() {
        String lines = ESCAPED.strip().replace("\r\n", "</line><line>");
        LdtFile file = LdtReader.read(bytes("<a><line>" + lines + "</line></a>"), ReadOptions.DEFAULT.unwrapping());
        assertThat(new String(file.bytes(), StandardCharsets.ISO_8859_1)).isEqualTo(GOOD);
        assertThat(file.readable()).isTrue();
        LdtFile damaged = LdtReader.read(
                bytes("<a><line>" + lines.replace("0158411Kalium", "O158411Kalium") + "</line></a>"),
                ReadOptions.DEFAULT.unwrapping());
        assertThat(damaged.readable()).isFalse();
        assertThat(damaged.faults()).anyMatch(fault -> fault.rule().equals("BAS-LINE"));
    }

    @Test
    void aDocumentThatBreaksOffOrIsNoXmlIsRefusedBecauseMoreMayHaveStoodThere() {
        for (String xml : List.of(
                "<batch><ldt>" + ESCAPED + "</ldt><ldt",
                "<batch><ldt>" + ESCAPED + "</ldt>",
                "<batch><ldt><![CDATA[" + GOOD,
                "<batch><ldt>" + GOOD + "</ldt><ldt>" + GOOD + "</ldt></batch>")) {
            byte[] message = bytes(xml);
            LdtFile file = LdtReader.read(message, ReadOptions.DEFAULT.unwrapping());
            assertThat(file.readable()).isFalse();
            assertThat(file.faults().getFirst().sentence().english()).contains("more reports may stand behind");
            assertThat(file.bytes()).isEqualTo(message);
            List<Fault> faults = new ArrayList<>();
            assertThat(LdtRecordReader.of(new ByteArrayInputStream(message), ReadOptions.DEFAULT.unwrapping())
                            .readAll(piece -> faults.addAll(piece.faults())))
                    .isFalse();
            assertThat(faults).isEqualTo(file.faults());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
