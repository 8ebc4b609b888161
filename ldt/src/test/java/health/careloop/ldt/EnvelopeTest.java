package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final byte[] GOOD = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");

    @Test
    void anArchiveIsRefusedUnlessAskedAndThenReadAsWhatIsInside() throws IOException {
        byte[] archive = gzip(GOOD);
        assertThat(LdtReader.read(archive).readable()).isFalse();
        LdtFile file = LdtReader.read(archive, ReadOptions.DEFAULT.unpacking());
        assertThat(file.readable()).isTrue();
        assertThat(file.bytes()).isEqualTo(GOOD);
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-WRAP");
            assertThat(fault.severity()).isEqualTo(Severity.INFORMATION);
        });
    }

    @Test
    void anArchiveThatBecomesTooLargeIsRefusedAndNotUnpacked() throws IOException {
        byte[] bomb = gzip(new byte[50_000_000]);
        assertThat(bomb.length).isLessThan(100_000);
        LdtFile file = LdtReader.read(bomb, ReadOptions.DEFAULT.upTo(1_000_000).unpacking());
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-SIZE"));
        assertThat(file.bytes()).isEqualTo(bomb);
        byte[] damaged = gzip(GOOD);
        damaged[20] ^= 0x55;
        assertThat(LdtReader.read(damaged, ReadOptions.DEFAULT.unpacking()).readable())
                .isFalse();
    }

    @Test
    void ldtInsideXmlIsNamedAndReadOnlyWhenAsked() {
        String ldt = new String(GOOD, StandardCharsets.ISO_8859_1);
        for (String xml : new String[] {
            "<?xml version=\"1.0\"?>\n<m><ldt><![CDATA[" + ldt + "]]></ldt></m>",
            "<m a='>'>\n<ldt>" + ldt.replace("&", "&amp;").replace("<", "&lt;") + "</ldt></m>"
        }) {
            byte[] message = xml.getBytes(StandardCharsets.ISO_8859_1);
            LdtFile refused = LdtReader.read(message);
            assertThat(refused.readable()).isFalse();
            assertThat(refused.faults().getFirst().sentence().english()).contains("LDT inside an XML document");
            assertThat(refused.bytes()).isEqualTo(message);
            LdtFile file = LdtReader.read(message, ReadOptions.DEFAULT.unwrapping());
            assertThat(file.readable()).isTrue();
            assertThat(file.bytes()).isEqualTo(GOOD);
            int before = xml.substring(0, xml.indexOf("01380008220")).split("\n", -1).length;
            assertThat(file.packages().getFirst().records().get(1).firstLine()).isEqualTo(19 + before);
        }
        assertThat(LdtReader.read(
                                "<Bundle><id>1</id></Bundle>".getBytes(StandardCharsets.US_ASCII),
                                ReadOptions.DEFAULT.unwrapping())
                        .faults()
                        .getFirst()
                        .sentence()
                        .english())
                .contains("XML or HTML");
    }

    @Test
    void anMllpFrameIsReadWithAFinding() {
        for (byte[] end : new byte[][] {{0x1C, '\r'}, {0x1C}, {0x1C, '\r', '\n'}, {}}) {
            byte[] framed = FramingTest.concat(FramingTest.concat(new byte[] {0x0B}, GOOD), end);
            LdtFile file = LdtReader.read(framed);
            assertThat(file.readable()).isTrue();
            assertThat(file.faults()).singleElement().satisfies(fault -> {
                assertThat(fault.rule()).isEqualTo("BAS-WRAP");
                assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            });
            assertThat(file.bytes()).isEqualTo(framed);
        }
        assertThat(LdtReader.read(new byte[] {0x0B, 0x1C, '\r'}).readable()).isFalse();
    }

    @Test
    void aStreamIsReadUpToItsLimit() throws IOException {
        LdtFile file = LdtReader.read(new ByteArrayInputStream(GOOD), ReadOptions.DEFAULT);
        assertThat(file.bytes()).isEqualTo(GOOD);
        LdtFile refused = LdtReader.read(new ByteArrayInputStream(GOOD), ReadOptions.DEFAULT.upTo(GOOD.length - 1));
        assertThat(refused.readable()).isFalse();
        assertThat(refused.faults().getFirst().rule()).isEqualTo("BAS-SIZE");
    }

    @Test
    void aFileOfThousandsOfPackagesIsRefusedAndKept() {
        byte[] headers = "01380008220\r\n".repeat(5_001).getBytes(StandardCharsets.US_ASCII);
        LdtFile file = LdtReader.read(headers);
        assertThat(file.packages()).isEmpty();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-SIZE"));
        assertThat(file.bytes()).isEqualTo(headers);
    }

    @Test
    void twoFieldsInOneLineAreReadAsTwo() {
        byte[] joined = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "0158411Kalium\r\n", "0158411Kalium");
        LdtFile file = LdtReader.read(joined);
        assertThat(file.readable()).isTrue();
        assertThat(file.bytes()).isEqualTo(joined);
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.sentence().english()).contains("misses a line break");
        });
        assertThat(said(file)).isEqualTo(said(LdtReader.read(GOOD)));
    }

    private static List<String> said(LdtFile file) {
        return file.packages().getFirst().records().stream()
                .flatMap(satz -> satz.fields().stream())
                .map(field -> field.declaredLength() + " " + field.id() + " " + field.text())
                .toList();
    }

    @Test
    void everyFileIsWrittenBackAsItWasRead() throws IOException {
        for (String sample : Samples.own()) {
            byte[] bytes = Samples.bytes(sample);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            LdtReader.read(bytes).writeTo(out);
            assertThat(out.toByteArray()).as(sample).isEqualTo(bytes);
        }
        for (String foreign : new String[] {
            "",
            " \r\n",
            "%PDF-1.7 \0",
            "MSH|^~\\&|LAB|\r",
            "01380006310\r\n0178315PRAX_EDV\r\n",
            "no LDT",
            "\uFEFF0128410abc\r\n"
        }) {
            byte[] bytes = foreign.getBytes(StandardCharsets.UTF_8);
            assertThat(LdtReader.read(bytes).bytes()).as(foreign).isEqualTo(bytes);
        }
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream archive = new GZIPOutputStream(out)) {
            archive.write(bytes);
        }
        return out.toByteArray();
    }
}
