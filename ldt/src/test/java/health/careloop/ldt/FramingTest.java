package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import health.careloop.ldt.clinical.LdtReports;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramingTest {

    static List<String> samples() {
        return Samples.own();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyByteBelongsToExactlyOneField(String name) {
        byte[] bytes = Samples.bytes(name);
        assertThat(tiles(LdtReader.read(bytes), bytes.length)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A01L2SYN_iso-8859-1.LDT",
                "S01L2SYN_din66003.LDT",
                "X01L2SYN_cp437.LDT",
                "Z01L2SYN_iso-8859-15.LDT",
                "Z01_SYN_kalium_kritisch.ldt"
            })
    void aValidFileHasNoFaults(String name) {
        LdtFile file = Samples.read(name);
        assertThat(file.faults()).isEmpty();
        assertThat(file.readable()).isTrue();
    }

    @Test
    void aLastLineWithoutItsBreakIsAWarningAndACheckSumInCapitalsAnInformation() {
        byte[] sample = Samples.bytes("Z01_SYN_kalium_kritisch.ldt");
        assertThat(LdtReader.read(Arrays.copyOf(sample, sample.length - 2)).faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-EOL", Severity.WARNING));
        String text = new String(sample, StandardCharsets.ISO_8859_1);
        String sum = text.substring(text.indexOf("0499300") + 7).substring(0, 40);
        assertThat(LdtReader.read(
                                text.replace(sum, sum.toUpperCase(Locale.ROOT)).getBytes(StandardCharsets.ISO_8859_1))
                        .faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("E157", Severity.INFORMATION));
    }

    @Test
    void someLinesWithAnotherBreakAreCounted() {
        byte[] some = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "0158411Kalium\r\n", "0158411Kalium\n");
        assertThat(LdtReader.read(some).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).startsWith("1 of "));
    }

    @Test
    void anOlderVersionOfLdt2IsAnInformation() {
        assertThat(Samples.read("levinalex_lg_report_8202_LDT1x.ldt").faults())
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.rule()).isEqualTo("E001");
                    assertThat(fault.severity()).isEqualTo(Severity.INFORMATION);
                });
        for (String version : List.of("LDT1001.01", "LDT1001.02")) {
            assertThat(LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "LDT1014.01", version))
                            .faults())
                    .extracting(Fault::rule, Fault::severity)
                    .containsExactly(tuple("E001", Severity.INFORMATION));
        }
    }

    @Test
    void aPackageKnowsItsRecordsVersionAndPlace() {
        LdtPackage found = Samples.read("Z01L2SYN_iso-8859-15.LDT").packages().getFirst();
        assertThat(found.type()).isEqualTo("8220");
        assertThat(found.generation()).isEqualTo(Generation.LDT2);
        assertThat(found.version()).isEqualTo("LDT1014.01");
        assertThat(found.offset()).isZero();
        assertThat(found.length()).isEqualTo(1734);
        assertThat(found.records()).extracting(LdtRecord::type).containsExactly("8220", "8201", "8202", "8203", "8221");
        assertThat(found.records().get(1).firstLine()).isEqualTo(20);
        assertThat(found.records().get(1).lastLine()).isEqualTo(68);
    }

    @Test
    void aFieldKnowsItsLineOffsetLengthsAndText() {
        LdtField field = Samples.read("Z01L2SYN_iso-8859-15.LDT")
                .packages()
                .getFirst()
                .records()
                .getFirst()
                .fields()
                .get(4);
        assertThat(field.line()).isEqualTo(5);
        assertThat(field.offset()).isEqualTo(64);
        assertThat(field.declaredLength()).isEqualTo(30);
        assertThat(field.actualLength()).isEqualTo(30);
        assertThat(field.id()).isEqualTo("0203");
        assertThat(field.text()).isEqualTo("Praxis Dr. Jörg Größe");
        assertThat(field.content().length()).isEqualTo(21);
    }

    @Test
    void twoPatientsInOneRecordAreFatalWhateverTheSumsSay() {
        byte[] sent = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01380008202\r\n", "");
        LdtFile file = LdtReader.read(sent);
        assertThat(file.readable()).isFalse();
        assertThat(fatal(file)).extracting(Fault::rule).contains("BAS-FSAL");

        byte[] summed = LdtText.flat(
                LdtText.header(),
                report("A-1", "Erst", "19580317")
                        .field("8310", "A-2")
                        .field("3101", "Zweit")
                        .field("8410", "CRP"));
        assertThat(LdtReader.read(summed).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.FATAL);
            assertThat(fault.rule()).isEqualTo("BAS-FSAL");
            assertThat(fault.field()).isEqualTo("8310");
            assertThat(fault.sentence().english()).contains("two reports or patients");
        });
    }

    @Test
    void anotherBirthdayOrNameAfterResultsIsFatalAndTheSameHeadAgainAnError() {
        for (String[] head : new String[][] {{"3103", "19660101"}, {"3101", "Zweit"}, {"8401", "T"}}) {
            byte[] sent = LdtText.flat(
                    LdtText.header(),
                    report("A-1", "Erst", "19580317").field(head[0], head[1]).field("8410", "CRP"));
            assertThat(fatal(LdtReader.read(sent))).hasSize(1);
        }
        byte[] again = LdtText.flat(
                LdtText.header(),
                report("A-1", "Erst", "19580317").field("8310", "A-1").field("8410", "CRP"));
        assertThat(LdtReader.read(again).faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-FSAL", Severity.ERROR));
    }

    @Test
    void aHeadBehindTheResultsThatStandsOnceIsNoSecondReport() {
        byte[] sent = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201")
                        .field("8310", "A-1")
                        .field("8410", "K")
                        .field("3101", "Erst")
                        .field("3103", "19580317")
                        .field("8401", "E")
                        .field("8410", "CRP"));
        assertThat(LdtReader.read(sent).faults()).isEmpty();
    }

    private static LdtText.Flat report(String order, String name, String born) {
        return new LdtText.Flat("8201")
                .field("8310", order)
                .field("3101", name)
                .field("3103", born)
                .field("8401", "E")
                .field("8410", "K")
                .field("8420", "4.2");
    }

    @Test
    void anInterruptedTransferIsFatal() {
        LdtFile file = Samples.read("BAD_truncated.LDT");
        assertThat(file.readable()).isFalse();
        assertThat(fatal(file)).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-FSAP");
            assertThat(fault.line()).isEqualTo(104);
            assertThat(fault.sentence().english()).contains("interrupted").contains("8221");
        });
        assertThat(file.packages().getFirst().records()).hasSize(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Z01L2SYN_iso-8859-15.LDT", "Z01_SYN_kalium_kritisch.ldt"})
    void everyCutBeforeTheTrailerIsFatal(String name) {
        byte[] bytes = Samples.bytes(name);
        int trailer = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("01380008221");
        for (int length = 1; length < trailer + 11; length++) {
            LdtFile file = LdtReader.read(Arrays.copyOf(bytes, length));
            assertThat(file.readable()).as("cut after %d bytes", length).isFalse();
        }
    }

    /** Whoever reads "damaged" looks for a fault in the file; this one only has to be sent again. */
    @Test
    void aCutInsideALineOfTheTrailerIsAnInterruptedTransmission() {
        byte[] bytes = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        int trailer = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("01380008221") + 13;
        for (int length = trailer + 1; length < bytes.length - 2; length++) {
            LdtFile file = LdtReader.read(Arrays.copyOf(bytes, length));
            byte last = bytes[length - 1];
            if (last == '\r' || last == '\n' || bytes[length] == '\r') {
                continue; // a whole line arrived
            }
            assertThat(fatal(file))
                    .as("cut after %d bytes", length)
                    .singleElement()
                    .satisfies(fault -> {
                        assertThat(fault.rule()).isEqualTo("BAS-FSAP");
                        assertThat(fault.sentence().english()).startsWith("The transmission was interrupted: line ");
                    });
        }
    }

    @Test
    void everyCutInsideTheTrailerIsNoticed() {
        for (String name : List.of("Z01L2SYN_iso-8859-15.LDT", "Z01_SYN_kalium_kritisch.ldt")) {
            byte[] bytes = Samples.bytes(name);
            int trailer = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("01380008221");
            for (int length = trailer + 11; length < bytes.length - 2; length++) {
                LdtFile file = LdtReader.read(Arrays.copyOf(bytes, length));
                assertThat(file.faults())
                        .as("%s cut after %d bytes", name, length)
                        .anyMatch(fault -> fault.severity().compareTo(Severity.ERROR) <= 0);
            }
        }
    }

    @Test
    void concatenatedPackagesAreSplitAtEveryHeader() {
        LdtFile file = Samples.read("BAD_concatenated.LDT");
        assertThat(file.readable()).isTrue();
        assertThat(file.packages()).hasSize(2);
        assertThat(file.packages().get(1).offset()).isEqualTo(1734);
        assertThat(file.packages()).allMatch(LdtPackage::readable);
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-FSAP");
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.offset()).isEqualTo(1734);
        });
        assertThat(file.packages())
                .extracting(found -> found.charset().evidence().english())
                .containsExactly("9106 = 4", "9106 = 3");
    }

    @Test
    void aPackageAfterAnInterruptedOneIsStillReadable() {
        byte[] whole = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        byte[] cut = Arrays.copyOf(whole, whole.length - 44);
        LdtFile file = LdtReader.read(concat(cut, whole));
        assertThat(file.packages()).hasSize(2);
        assertThat(file.packages().get(0).readable()).isFalse();
        assertThat(file.packages().get(1).readable()).isTrue();
        assertThat(file.readable()).isFalse();
    }

    @Test
    void lineBreaksWithoutCarriageReturnAreReadableWithAWarning() {
        LdtFile file = Samples.read("BAD_lf_only.LDT");
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.severity()).isEqualTo(Severity.WARNING);
            assertThat(fault.rule()).isEqualTo("BAS-EOL");
            assertThat(fault.sentence().english()).contains("LF only");
        });
    }

    @Test
    void lineBreaksWithoutLineFeedAreReadableWithAWarning() {
        byte[] bytes = without(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), '\n');
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("CR only"));
        assertThat(tiles(file, bytes.length)).isTrue();
    }

    @Test
    void lengthsThatCountABareLineFeedAsOneAreAccepted() {
        String text = new String(Samples.bytes("BAD_lf_only.LDT"), StandardCharsets.ISO_8859_1);
        StringBuilder shortened = new StringBuilder();
        text.lines()
                .forEach(line -> shortened
                        .append("%03d".formatted(Integer.parseInt(line.substring(0, 3)) - 1))
                        .append(line.substring(3))
                        .append('\n'));
        LdtFile file = LdtReader.read(shortened.toString().getBytes(StandardCharsets.ISO_8859_1));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).noneMatch(fault -> fault.rule().equals("BAS-LLL"));
    }

    @Test
    void doubledLineBreaksAreReadableWithAWarning() {
        String text = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        byte[] bytes = text.replace("\r\n", "\r\r\n").getBytes(StandardCharsets.ISO_8859_1);
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("blank lines"));
        assertThat(tiles(file, bytes.length)).isTrue();
    }

    @Test
    void aLineBreakInsideATextIsReadWhenTheLengthCoversIt() {
        byte[] bytes = LdtText.flat(
                LdtText.header(),
                new LdtText.Flat("8201")
                        .field("8401", "E")
                        .field("8410", "K")
                        .field("8480", "erste Zeile\nzweite Zeile"));
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(LdtReports.of(file.packages().getFirst())
                        .getFirst()
                        .observations()
                        .getFirst()
                        .text())
                .containsExactly("erste Zeile\nzweite Zeile");
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("contains a line break"));
    }

    @Test
    void aWrongLengthIsFatalAndSaysWhatWasDeclaredAndFound() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01284206.8", "0128420.8"));
        assertThat(file.readable()).isFalse();
        assertThat(fatal(file)).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-LLL");
            assertThat(fault.field()).isEqualTo("8420");
            assertThat(fault.line()).isEqualTo(51);
            assertThat(fault.sentence().english()).isEqualTo("Line 51 says it is 12 bytes long, but 11 were found.");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0138420", "0118420", "9998420"})
    void oneLengthWrittenWrongIsOneFault(String head) {
        byte[] bytes = Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "01284206.8", head + "6.8");
        assertThat(LdtReader.read(bytes).faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-LLL"));
    }

    @Test
    void aLineThatIsNoFieldIsFatalAndTheNextOneIsReadAgain() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "0158411Kalium", "Kalium"));
        assertThat(fatal(file)).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("BAS-LINE");
            assertThat(fault.line()).isEqualTo(49);
        });
        assertThat(LdtReports.of(file.packages().getFirst())
                        .getFirst()
                        .observations()
                        .get(1)
                        .rawValue())
                .isEqualTo("6.8");
    }

    @Test
    void aMissingRecordLengthIsAFindingOfItsOwnAndTheTotalStillCountsItsLines() {
        LdtFile file = Samples.read("BAD_missing_8100.LDT");
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .hasSize(5)
                // The total 9202 counts the lines that are missing: it proves that nothing else is.
                .allMatch(fault -> fault.rule().equals("BAS-NOSUM") && fault.severity() == Severity.WARNING);
    }

    @Test
    void aLostRecordIsAnErrorOfTheTotalLength() {
        String whole = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        int from = whole.indexOf("01380008202");
        String cut = whole.substring(0, from) + whole.substring(whole.indexOf("0138000", from + 11));
        assertThat(LdtReader.read(cut.getBytes(StandardCharsets.ISO_8859_1)).faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-GLEN", Severity.ERROR));
    }

    @Test
    void aMissingTotalAndAMissingDigestAreFindingsAndNoErrors() {
        String flat = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1)
                .replaceFirst("(?s)014810000044(\\R)017920200001734\\R", "014810000027$1");
        String objects = new String(Samples.bytes("Z01_SYN_kalium_kritisch.ldt"), StandardCharsets.ISO_8859_1)
                .replaceFirst("0499300\\w{40}\\R", "");
        for (String text : List.of(flat, objects)) {
            assertThat(LdtReader.read(text.getBytes(StandardCharsets.ISO_8859_1))
                            .faults())
                    .extracting(Fault::rule, Fault::severity)
                    .containsExactly(tuple("BAS-NOSUM", Severity.WARNING));
        }
    }

    @Test
    void aRecordLengthThatOnlySomeRecordsLackWasLost() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "014810000771\r\n", ""));
        assertThat(file.faults())
                .extracting(Fault::field, Fault::rule, Fault::severity)
                .containsExactly(tuple("8100", "BAS-SLEN", Severity.ERROR));
    }

    @Test
    void aTransmissionThatBrokeOffIsOneFault() {
        String whole = new String(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), StandardCharsets.ISO_8859_1);
        int closing = whole.indexOf("01380008221");
        for (int at = whole.indexOf("\r\n") + 2; at < closing; at = whole.indexOf("\r\n", at) + 2) {
            LdtFile cut = LdtReader.read(whole.substring(0, at).getBytes(StandardCharsets.ISO_8859_1));
            assertThat(cut.faults())
                    .as("cut at %d", at)
                    .filteredOn(fault -> fault.severity() == Severity.FATAL || fault.severity() == Severity.ERROR)
                    .extracting(Fault::rule)
                    .containsExactly("BAS-FSAP");
        }
    }

    @Test
    void aLostLineIsAnErrorOfTheRecordLength() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "0108418K\r\n", ""));
        assertThat(file.faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-SLEN", Severity.ERROR));
        assertThat(file.faults().getFirst().sentence().english())
                .isEqualTo("The record 8201 in line 20 says it is \"00771\" bytes long, but its lines add up to 761.");
    }

    @Test
    void aChangedValueBreaksTheCheckSumOfLdt3() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "01284207.1", "01284204.1"));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("E157");
            assertThat(fault.severity()).isEqualTo(Severity.ERROR);
        });
    }

    @Test
    void theCheckSumOfLdt3IsProvenAgainAfterLineBreaksWereRewritten() {
        LdtFile file = LdtReader.read(without(Samples.bytes("Z01_SYN_kalium_kritisch.ldt"), '\r'));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .extracting(Fault::rule, Fault::severity)
                .containsExactly(tuple("BAS-EOL", Severity.WARNING), tuple("E157", Severity.INFORMATION));
    }

    @Test
    void theCheckSumOfASecondPackageCountsFromItsOwnStart() {
        byte[] one = Samples.bytes("Z01_SYN_kalium_kritisch.ldt");
        LdtFile file = LdtReader.read(concat(one, one));
        assertThat(file.packages()).hasSize(2);
        assertThat(file.packages()).allMatch(found -> found.faults().isEmpty());
    }

    @Test
    void anotherVersionIsOnlyAWarning() {
        byte[] bytes = Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "LDT3.2.20", "LDT3.2.16");
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .filteredOn(fault -> fault.rule().equals("E001"))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.severity()).isEqualTo(Severity.WARNING);
                    assertThat(fault.sentence().english()).contains("LDT3.2.16").contains("LDT3.2.20");
                });
    }

    @Test
    void anObjectThatIsNeverClosedIsFatal() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "0178003Obj_0026\r\n", ""));
        assertThat(file.readable()).isFalse();
        assertThat(fatal(file)).isNotEmpty().allMatch(fault -> fault.rule().equals("BAS-OBJ"));
    }

    @Test
    void anObjectThatIsClosedTwiceIsFatal() {
        LdtFile file = LdtReader.read(Samples.replaced(
                "Z01_SYN_kalium_kritisch.ldt", "0178003Obj_0026\r\n", "0178003Obj_0026\r\n0178003Obj_0026\r\n"));
        assertThat(file.readable()).isFalse();
    }

    @Test
    void aRecordWithoutItsEndIsFatal() {
        LdtFile file = LdtReader.read(Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "01380018205\r\n", ""));
        assertThat(fatal(file))
                .singleElement()
                .satisfies(fault -> assertThat(fault.rule()).isEqualTo("BAS-FSAL"));
    }

    @Test
    void reportsWithoutAHeaderAreFatal() {
        byte[] bytes = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        LdtFile file = LdtReader.read(Arrays.copyOfRange(bytes, 358, bytes.length));
        assertThat(file.packages()).hasSize(1);
        assertThat(fatal(file))
                .singleElement()
                .satisfies(fault -> assertThat(fault.sentence().english()).contains("no header record 8220"));
    }

    @Test
    void aPackageWithoutReportsIsReported() {
        LdtFile file = LdtReader.read(LdtText.flat(LdtText.header()));
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(
                        fault -> assertThat(fault.sentence().english()).isEqualTo("The package contains no report."));
    }

    @Test
    void aReportOfTheOtherGenerationIsFatal() {
        LdtFile file = LdtReader.read(LdtText.flat(LdtText.header(), new LdtText.Flat("8205").field("8310", "A1")));
        assertThat(FramingTest.fatal(file))
                .singleElement()
                .satisfies(fault ->
                        assertThat(fault.sentence().english()).contains("8205").contains("no LDT 2 record"));
    }

    @Test
    void theEnvelopeBelongsToItsPackage() {
        byte[] inner = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        byte[] before = new LdtText.Flat("0020").field("9105", "001").bytes();
        byte[] after = new LdtText.Flat("0021").bytes();
        LdtFile file = LdtReader.read(concat(concat(before, inner), after));
        assertThat(file.packages()).hasSize(1);
        assertThat(file.packages().getFirst().records())
                .extracting(LdtRecord::type)
                .startsWith("0020", "8220")
                .endsWith("8221", "0021");
        assertThat(file.faults()).isEmpty();
    }

    @Test
    void anEndOfFileMarkIsOnlyInformation() {
        byte[] bytes = concat(Samples.bytes("Z01L2SYN_iso-8859-15.LDT"), new byte[] {0x1A});
        LdtFile file = LdtReader.read(bytes);
        assertThat(file.readable()).isTrue();
        assertThat(file.faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.severity()).isEqualTo(Severity.INFORMATION));
        assertThat(tiles(file, bytes.length)).isTrue();
    }

    @Test
    void theReaderKeepsItsOwnCopyOfTheBytes() {
        byte[] bytes = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        LdtFile file = LdtReader.read(bytes);
        Arrays.fill(bytes, (byte) 'x');
        assertThat(LdtReports.of(file.packages().getFirst()).getFirst().orderNumber())
                .isEqualTo("A0000000001");
    }

    @Test
    void aFloodOfWarningsDoesNotHideAFatalFault() {
        LdtText ldt = new LdtText();
        ldt.record("8220").record("8205");
        for (int i = 0; i < 200; i++) {
            ldt.open("8147", "Person", "Obj_0047").close();
        }
        ldt.field("8003", "Obj_0099");
        LdtFile file = LdtReader.read(ldt.trailer("8221"));
        assertThat(file.readable()).isFalse();
        assertThat(file.faults())
                .filteredOn(fault -> fault.severity() == Severity.WARNING)
                .hasSizeLessThan(60);
    }

    @Test
    void deepNestingIsRefusedInsteadOfOverflowingTheStack() {
        StringBuilder text = new StringBuilder("01380008220\r\n");
        for (int i = 0; i < 100_000; i++) {
            text.append("0158147Person\r\n0178002Obj_0047\r\n");
        }
        LdtFile file = LdtReader.read(text.toString().getBytes(StandardCharsets.US_ASCII));
        assertThat(file.readable()).isFalse();
        assertThat(file.faults()).hasSizeLessThan(100);
    }

    static List<Fault> fatal(LdtFile file) {
        return file.faults().stream()
                .filter(fault -> fault.severity() == Severity.FATAL)
                .toList();
    }

    static boolean tiles(LdtFile file, int length) {
        List<LdtField> all = new ArrayList<>(file.stray());
        file.packages().forEach(found -> found.records().forEach(satz -> all.addAll(satz.fields())));
        long at = 0;
        for (LdtField field : all) {
            if (field.offset() != at) {
                return false;
            }
            at = field.end();
        }
        return at == length;
    }

    static byte[] concat(byte[] a, byte[] b) {
        byte[] both = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }

    static byte[] without(byte[] bytes, char unwanted) {
        return new String(bytes, StandardCharsets.ISO_8859_1)
                .replace(String.valueOf(unwanted), "")
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
