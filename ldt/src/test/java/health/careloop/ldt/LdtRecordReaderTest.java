package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import health.careloop.ldt.rules.LdtValidator;
import health.careloop.ldt.rules.Strictness;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LdtRecordReaderTest {

    @Test
    void recordsAreTheSameAsOfTheWholeFile() {
        List<byte[]> messages =
                new ArrayList<>(Samples.own().stream().map(Samples::bytes).toList());
        List<Path> official = Samples.outside("Z01_KBV");
        official.forEach(file -> messages.add(Samples.bytes(file)));
        System.out.println(official.isEmpty() ? "official samples skipped: 5" : official.size() + " official samples");
        for (byte[] message : messages) {
            LdtFile file = LdtReader.read(message);
            boolean oneCharset = file.packages().stream()
                    .noneMatch(part -> part.charset().transcoded()
                            || !part.charset().evidence().german().matches("9106 = .|LDT 3.*"));
            List<LdtRecord> expected = file.packages().stream()
                    .flatMap(part -> part.records().stream())
                    .toList();
            List<Fault> faults = new ArrayList<>();
            List<LdtRecord> records = read(new ByteArrayInputStream(message), ReadOptions.DEFAULT, faults);
            if (oneCharset) {
                assertThat(records).isEqualTo(expected);
            } else {
                assertThat(records)
                        .extracting(LdtRecord::type)
                        .isEqualTo(expected.stream().map(LdtRecord::type).toList());
            }
            assertThat(faults.stream().anyMatch(fault -> fault.severity() == Severity.FATAL))
                    .isEqualTo(!file.readable());
        }
    }

    @Test
    void aDocumentOfManyMegabytesIsReadRecordByRecord() {
        LdtText text = new LdtText().record("8220").field("0001", "LDT3.2.20").record("8205");
        text.open("8110", "Anhang", "Obj_0010").open("8242", "base64-kodierte_Anlage", "Obj_0068");
        for (int i = 0; i < 21_000; i++) {
            text.field("6329", "QUJD".repeat(15));
        }
        byte[] message = text.close().close().trailer("8221");
        List<Fault> faults = new ArrayList<>();
        List<LdtRecord> records = read(new ByteArrayInputStream(message), ReadOptions.DEFAULT, faults);
        assertThat(records).hasSize(3);
        assertThat(records.get(1).fields()).hasSizeGreaterThan(21_000);
        assertThat(faults).noneMatch(fault -> fault.rule().equals("E157") || fault.severity() == Severity.FATAL);
        message[message.length / 2] ^= 1;
        faults.clear();
        read(new ByteArrayInputStream(message), ReadOptions.DEFAULT, faults);
        assertThat(faults).anyMatch(fault -> fault.rule().equals("E157"));
    }

    @Test
    void aRecordThatIsTooLongIsSkippedAndTheNextOneRead() {
        byte[] sample = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        InputStream in = new SequenceInputStream(Collections.enumeration(Stream.of(
                        new ByteArrayInputStream("01380008220\r\n".getBytes(StandardCharsets.US_ASCII)),
                        new LdtTokenizerTest.Endless((byte) 'x', 300_000_000),
                        new ByteArrayInputStream(FramingTest.concat(new byte[] {'\r', '\n'}, sample)))
                .map(InputStream.class::cast)
                .toList()));
        List<Fault> faults = new ArrayList<>();
        List<LdtRecord> records = read(in, ReadOptions.DEFAULT.upTo(1_000_000), faults);
        assertThat(records)
                .hasSameSizeAs(LdtReader.read(sample).packages().getFirst().records());
        assertThat(faults)
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-SIZE"));
    }

    @Test
    void theGenerationIsRightBeforeTheFirstAndAfterTheLastRecord() {
        LdtRecordReader reader = LdtRecordReader.of(
                new ByteArrayInputStream(Samples.bytes("Z01_SYN_kalium_kritisch.ldt")), ReadOptions.DEFAULT);
        assertThat(reader.generation()).isEqualTo(Generation.LDT3);
        int records = 0;
        while (reader.next().isPresent()) {
            records++;
            assertThat(reader.generation()).isEqualTo(Generation.LDT3);
        }
        assertThat(records).isEqualTo(3);
        assertThat(reader.generation()).isEqualTo(Generation.LDT3);
    }

    @Test
    void reportsAndRulesReadOneRecordAtATime() {
        for (String sample : Samples.own()) {
            LdtFile whole = LdtReader.read(Samples.bytes(sample));
            LdtRecordReader reader =
                    LdtRecordReader.of(new ByteArrayInputStream(Samples.bytes(sample)), ReadOptions.DEFAULT);
            LdtValidator validator = LdtValidator.of(Strictness.IMPORT);
            List<Fault> broken = new ArrayList<>();
            List<LdtReport> reports = new ArrayList<>();
            boolean complete = reader.readAll(piece -> {
                broken.addAll(validator.checkPiece(piece));
                reports.addAll(LdtReports.of(piece));
            });
            assertThat(complete).as(sample).isEqualTo(whole.readable());
            assertThat(broken).as(sample).isEqualTo(validator.check(whole));
            assertThat(reports)
                    .as(sample)
                    .extracting(LdtReport::observations)
                    .hasSameSizeAs(whole.packages().stream()
                            .flatMap(part -> LdtReports.stream(part))
                            .toList());
        }
    }

    @Test
    void gzipIsNamedInOneFindingAndOpenedWhenAsked() throws IOException {
        byte[] sample = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        byte[] archive = EnvelopeTest.gzip(sample);
        List<Fault> faults = new ArrayList<>();
        assertThat(read(new ByteArrayInputStream(archive), ReadOptions.DEFAULT, faults))
                .isEmpty();
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-DIALECT");
            assertThat(fault.sentence().english()).contains("gzip");
        });
        faults.clear();
        assertThat(read(new ByteArrayInputStream(archive), ReadOptions.DEFAULT.unpacking(), faults))
                .hasSize(5);
        assertThat(faults).extracting(Fault::rule).containsExactly("BAS-WRAP");
        faults.clear();
        read(
                new ByteArrayInputStream(Arrays.copyOf(archive, archive.length / 2)),
                ReadOptions.DEFAULT.unpacking(),
                faults);
        assertThat(faults).extracting(fault -> fault.sentence().english()).contains("The gzip archive is damaged.");
    }

    @Test
    void ldtInXmlIsOpenedWhenAsked() {
        String ldt = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        byte[] xml = ("<m><![CDATA[" + ldt + "]]></m>").getBytes(StandardCharsets.ISO_8859_1);
        List<Fault> faults = new ArrayList<>();
        assertThat(read(new ByteArrayInputStream(xml), ReadOptions.DEFAULT.unwrapping(), faults))
                .hasSize(5);
        faults.clear();
        assertThat(read(new ByteArrayInputStream(xml), ReadOptions.DEFAULT, faults))
                .isEmpty();
        assertThat(faults).extracting(Fault::rule).containsExactly("BAS-DIALECT");
    }

    private static List<LdtRecord> read(InputStream in, ReadOptions options, List<Fault> faults) {
        LdtRecordReader reader = LdtRecordReader.of(in, options);
        List<LdtRecord> records = new ArrayList<>();
        for (var next = reader.next(); next.isPresent(); next = reader.next()) {
            records.add(next.get());
            faults.addAll(reader.faults());
        }
        faults.addAll(reader.faults());
        return records;
    }
}
