package health.careloop.ldt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.Samples;
import health.careloop.ldt.write.LdtVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LdtCommandTest {
    @TempDir
    Path folder;

    private static final byte[] WRONG_LENGTH =
            Samples.replaced("Z01L2SYN_iso-8859-15.LDT", "014810000771", "014810000770");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] in = new byte[0];
    private boolean colour;

    @Test
    void generatedFilesPassTheCheckAndTheStatusIsZero() {
        assertThat(run(
                        "generate",
                        "--version",
                        "LDT3.2.20",
                        "--count",
                        "3",
                        "--critical",
                        "--pdf",
                        "-o",
                        folder.toString()))
                .isZero();
        assertThat(run(
                        "check",
                        "--strict",
                        "--lang=de",
                        folder.resolve("Z01_GEN_000000.ldt").toString(),
                        folder.resolve("Z01_GEN_000002.ldt").toString()))
                .as(said())
                .isZero();
        assertThat(said()).contains("keine Beanstandung");
        assertThat(run("generate", "--version=LDT1014.01", "--microbiology")).isZero();
        in = out.toByteArray();
        assertThat(run("check", "-")).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void everyVersionThatCanBeWrittenCanBeGenerated(LdtVersion version) {
        assertThat(run("generate", "--version", version.wire(), "--critical", "--microbiology"))
                .isZero();
        LdtPackage made = LdtReader.read(out.toByteArray()).packages().getFirst();
        assertThat(made.version()).isEqualTo(version.wire());
        assertThat(made.readable()).isTrue();
        in = out.toByteArray();
        run("check", "--strict", "-");
        assertThat(said()).doesNotContain(": error ");
    }

    @Test
    void aFindingNamesLineFieldAndRuleAndTheStatusIsOne() throws IOException {
        String broken = file("broken.LDT", WRONG_LENGTH);
        assertThat(run("check", "--lang", "en", broken)).isEqualTo(1);
        assertThat(said()).contains(broken + ":", "error BAS-SLEN [8100]").doesNotContain("\u001B");
        colour = true;
        assertThat(run("check", "--lang", "de", broken)).isEqualTo(1);
        assertThat(said()).contains("\u001B[31mFehler BAS-SLEN");
    }

    @Test
    void aDateOrTimeThatIsNoneIsOneFinding() throws IOException {
        for (String[] change : new String[][] {
            {"017830120260114", "017830120260230", "8301"},
            {"01383030930", "01383032575", "8303"},
            {"01383030930", "0158303093000", "8303"},
            {"017310319660229", "017310317031958", "3103"},
            {"017310319660229", "019310317.03.1958", "3103"}
        }) {
            String name = file("dates.LDT", Samples.replaced("Z01L2SYN_iso-8859-15.LDT", change[0], change[1]));
            run("check", "--lang=en", name);
            assertThat(said().lines().filter(line -> line.contains("[" + change[2] + "]")))
                    .as(change[1])
                    .hasSize(1);
        }
    }

    @Test
    void aCodeOfAnotherVersionIsUnknownToTheTablesAndNotForbidden() throws IOException {
        String sample = file("sample.ldt", Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "72802", "72809"));
        run("check", "--lang=en", sample);
        assertThat(said())
                .contains("\"9\", which the tables of LDT 3.2.17 do not know.")
                .doesNotContain("not an allowed value");
        run("check", "--lang=de", sample);
        assertThat(said()).contains("die Tabellen von LDT 3.2.17 kennen diesen Wert nicht");
    }

    @Test
    void theTreeNamesEveryFieldInTheLanguageAsked() throws IOException {
        String sample = file("sample.ldt", Samples.bytes("Z01_SYN_kalium_kritisch.ldt"));
        assertThat(run("show", "--lang", "de", sample)).isZero();
        assertThat(said()).contains("LDT3.2.20", "ISO 8859-15", "Kalium", "Prüfling");
        int lines = said().split("\n").length;
        assertThat(run("show", "--lang", "en", sample)).isZero();
        assertThat(said()).contains("Unit");
        assertThat(said().split("\n")).hasSize(lines);
    }

    @Test
    void theTreeSaysWhatCodesAndObjectsMeanAndWhatIsWrongBesideTheLine() throws IOException {
        String sample = file("sample.ldt", Samples.bytes("Z01_SYN_kalium_kritisch.ldt"));
        run("show", "--lang=en", sample);
        assertThat(said())
                .containsPattern("   8002 Object start +Obj_0042  = Reference value\n")
                .containsPattern("   8422 Abnormal flag +!H  = extremely raised\n")
                .containsPattern("\n!     9 +0105 KBV approval number +X/00/0000/00/000  <- warning F012 Field 0105")
                .doesNotContain("\u001B");
        run("show", "--lang=de", file("flat.LDT", WRONG_LENGTH));
        assertThat(said())
                .containsPattern("8401 Befundart +E  = Endbefund\n")
                .containsPattern("\nE +21  8100 Satzlänge +00770  <- Fehler BAS-SLEN ");
        colour = true;
        run("show", "--lang=de", file("flat.LDT", WRONG_LENGTH));
        assertThat(said()).contains("\u001B[31m<- Fehler BAS-SLEN\u001B[0m");
        assertThat(run("show", "--help")).isZero();
        assertThat(said()).contains("careloop ldt show", "X unlesbar/fatal");
    }

    @Test
    void linesInFrontOfTheFirstRecordAreShown() throws IOException {
        byte[] whole = Samples.bytes("Z01L2SYN_iso-8859-15.LDT");
        String message = "0158421mmol/l\r\nxyz\r\n" + new String(whole, StandardCharsets.ISO_8859_1);
        assertThat(run("show", "--lang=en", file("front.LDT", message.getBytes(StandardCharsets.ISO_8859_1))))
                .isEqualTo(1);
        assertThat(said().lines())
                .anyMatch(line -> line.matches(".* 1  8421 .*mmol/l.*stands in front of the first record.*"))
                .anyMatch(line -> line.matches(".* 2  [?]{4} .*xyz.*stands in front of the first record.*"));
    }

    @Test
    void anAnonymisedFileIsWrittenWhereAsked() throws IOException {
        String sample = file("sample.ldt", Samples.bytes("Z01_SYN_kalium_kritisch.ldt"));
        Path target = folder.resolve("out.ldt");
        assertThat(run("anonymise", "--lang=en", "--seed", "5", sample, "-o", target.toString()))
                .isZero();
        assertThat(complaint())
                .hasLineCount(2)
                .contains("Whoever knows or guesses the seed can find the originals")
                .contains("Free text was kept");
        assertThat(run("anonymise", "--lang=en", "--texts", sample)).isZero();
        assertThat(complaint()).isEmpty();
        LdtFile written = LdtReader.read(Files.readAllBytes(target));
        assertThat(written.faults()).isEmpty();
        assertThat(Files.readString(target, StandardCharsets.ISO_8859_1)).doesNotContain("Prüfling");
        assertThat(run("anonymise", "--seed=5", sample)).isZero();
        assertThat(out.toByteArray()).isEqualTo(Files.readAllBytes(target));
        assertThat(run("anonymise", "--lang=de", sample)).isZero();
        assertThat(complaint()).hasLineCount(1).contains("Freitext wurde behalten", "--texts");
        byte[] once = out.toByteArray();
        assertThat(run("anonymise", sample)).isZero();
        assertThat(out.toByteArray()).isNotEqualTo(once);
    }

    @Test
    void whatWeGenerateChecksCleanInEveryVersion() throws IOException {
        for (String version : LdtVersion.supported().split(", ")) {
            assertThat(run("generate", "--version", version)).isZero();
            byte[] message = out.toByteArray();
            assertThat(run("check", "--lang=en", "--strict", file("generated.ldt", message)))
                    .as(version + " " + said())
                    .isZero();
        }
    }

    @Test
    void whatIsThereAlreadyIsOverwrittenByForceOnly() throws IOException {
        String sample = file("sample.ldt", Samples.bytes("Z01_SYN_kalium_kritisch.ldt"));
        Path target = Path.of(file("letter.txt", "kept".getBytes(StandardCharsets.US_ASCII)));
        assertThat(run("anonymise", "--lang=en", sample, "-o", target.toString()))
                .isEqualTo(2);
        assertThat(complaint()).contains("letter.txt exists already and is overwritten with --force only.");
        assertThat(target).hasContent("kept");
        assertThat(run("anonymise", "--force", sample, "-o", target.toString())).isZero();
        assertThat(Files.readString(target, StandardCharsets.ISO_8859_1)).startsWith("01380008220");
        assertThat(run("anonymise", "--force", sample, "-o", sample)).isEqualTo(2);
    }

    @Test
    void whatCannotBeReadIsOneSentence() throws IOException {
        assertThat(run("check", "--lang=en", folder.resolve("none").toString())).isEqualTo(2);
        assertThat(complaint()).endsWith("none does not exist.\n").hasLineCount(1);
        assertThat(run("check", "--lang=de", folder.toString())).isEqualTo(2);
        assertThat(complaint()).endsWith("ist ein Ordner, keine Datei.\n").hasLineCount(1);
        byte[] garbage = new byte[10_000];
        new Random(1).nextBytes(garbage);
        assertThat(run("check", "--lang=en", file("garbage", garbage))).isEqualTo(1);
        assertThat(said().lines().filter(line -> !line.startsWith(" "))).hasSize(1);
        assertThat(run("show", "--lang=en", file("garbage", garbage))).isEqualTo(1);
        assertThat(complaint()).contains("is no LDT").doesNotContain("..").hasLineCount(1);
        String gdt = file("a.gdt", "01380006310\r\n014810000044\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(run("show", "--lang=en", gdt)).isEqualTo(1);
        assertThat(complaint()).contains("is no LDT").doesNotContain("..").hasLineCount(1);
        assertThat(run("anonymise", "--lang=en", file("garbage", garbage))).isEqualTo(1);
        assertThat(complaint()).hasLineCount(1);
        Path huge = folder.resolve("huge");
        try (RandomAccessFile sparse = new RandomAccessFile(huge.toFile(), "rw")) {
            sparse.setLength(Input.largest() + 1L);
        }
        String good = file("good.ldt", Samples.bytes("Z01_SYN_kalium_kritisch.ldt"));
        Path copies = folder.resolve("copies");
        for (String[] words : new String[][] {
            {"check", "--lang=en", huge.toString(), good},
            {"show", "--lang=en", huge.toString(), good},
            {"anonymise", "--lang=en", "-o", copies.toString(), huge.toString(), good}
        }) {
            assertThat(run(words)).isEqualTo(2);
            assertThat(complaint())
                    .containsPattern("huge has \\d+ MB, and the memory surely holds \\d+ MB")
                    .containsPattern("CARELOOP_JAVA_OPTS=-Xmx\\d+g\\.\n")
                    .hasLineCount(words[0].equals("anonymise") ? 2 : 1);
            assertThat(said().isEmpty()).isEqualTo(words[0].equals("anonymise"));
        }
        assertThat(copies.resolve("good.ldt")).isNotEmptyFile();
        assertThat(run("anonymise", "--lang=en", good, "-o", good)).isEqualTo(2);
        assertThat(complaint()).contains("is not overwritten");
        assertThat(run(
                        "anonymise",
                        "--lang=en",
                        file("x", Samples.bytes("Z01_SYN_kalium_kritisch.ldt")),
                        "-o",
                        folder.toString()))
                .isEqualTo(2);
        assertThat(complaint()).endsWith("cannot be written.\n");
    }

    @Test
    void aStatusThatIsNotKnownIsOneFindingAtItsOwnLine() throws IOException {
        String broken = file("status.ldt", Samples.replaced("Z01_SYN_kalium_kritisch.ldt", "841806", "841877"));
        assertThat(run("check", "--lang", "en", broken)).isEqualTo(1);
        List<String> said = said().lines().filter(line -> line.contains("E007")).toList();
        assertThat(said).singleElement().satisfies(line -> {
            int at = Integer.parseInt(line.substring(broken.length() + 1).split(":")[0]);
            assertThat(Files.readAllLines(Path.of(broken), StandardCharsets.ISO_8859_1)
                            .get(at - 1))
                    .endsWith("841877");
            assertThat(line).contains("warning E007 [8418]");
        });
    }

    @Test
    void archivesAndDocumentsAreOpenedWhenAsked() throws IOException {
        assertThat(run("generate", "--version=LDT3.2.20")).isZero();
        byte[] message = out.toByteArray();
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(message);
        }
        String archive = file("a.gz", packed.toByteArray());
        ByteArrayOutputStream wrapped = new ByteArrayOutputStream();
        wrapped.writeBytes("<?xml version=\"1.0\"?><m><![CDATA[".getBytes(StandardCharsets.US_ASCII));
        wrapped.writeBytes(message);
        wrapped.writeBytes("]]></m>".getBytes(StandardCharsets.US_ASCII));
        String document = file("a.xml", wrapped.toByteArray());
        for (String command : List.of("check", "show")) {
            assertThat(run(command, archive)).isEqualTo(1);
            assertThat(run(command, "--unpack", archive)).as(said()).isZero();
            assertThat(run(command, document)).isEqualTo(1);
            assertThat(run(command, "--unwrap", document)).as(said()).isZero();
        }
    }

    @Test
    void whatIsNotUnderstoodIsASentenceAndTwo() {
        assertThat(run("check", "--count", "3", "x")).isEqualTo(2);
        assertThat(complaint()).contains("There is no option --count here");
        assertThat(run("anonymise", "--unpack", "x")).isEqualTo(2);
        assertThat(run("check", "--lang=en", "--", "--count")).isEqualTo(2);
        assertThat(complaint()).contains("--count does not exist.");
        assertThat(run("chek")).isEqualTo(2);
        assertThat(complaint()).contains("There is no command 'ldt chek'");
        assertThat(run("check")).isEqualTo(2);
        assertThat(run("check", "--langg", "de", "x")).isEqualTo(2);
        assertThat(run("check", "--lang", "fr", "x")).isEqualTo(2);
        assertThat(run("check", "x", "--lang")).isEqualTo(2);
        assertThat(run("generate")).isEqualTo(2);
        assertThat(run("generate", "--version", "LDT3.2.20", "--count", "0")).isEqualTo(2);
        assertThat(run("generate", "--version", "LDT1014.01", "--pdf")).isEqualTo(2);
        assertThat(run("generate", "--version", "LDT3.2.0", "--lang", "de")).isEqualTo(2);
        assertThat(complaint())
                .contains("Die Version „LDT3.2.0“ kann nicht geschrieben werden, nur LDT1001.02, LDT1014.01, LDT3.2.17,"
                        + " LDT3.2.18, LDT3.2.19, LDT3.2.20.");
        assertThat(run("generate", "--version", "LDT3.2.20", "somewhere")).isEqualTo(2);
        assertThat(run("anonymise", "a", "b")).isEqualTo(2);
        assertThat(run()).isZero();
        assertThat(said()).contains("careloop ldt check");
    }

    private String file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes).toString();
    }

    private int run(String... words) {
        out.reset();
        err.reset();
        try (PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
                PrintStream complained = new PrintStream(err, true, StandardCharsets.UTF_8)) {
            return new LdtCommand(new LdtCommand.Console(new ByteArrayInputStream(in), printed, complained, colour))
                    .run(words);
        }
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complaint() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
