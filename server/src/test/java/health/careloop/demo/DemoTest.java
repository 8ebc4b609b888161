package health.careloop.demo;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.TestServer;
import health.careloop.provisioning.Provisioning;
import health.careloop.provisioning.ProvisioningStep;
import health.careloop.provisioning.Run;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.Tenants;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The story a stranger watches ends as it should, twice on the same data, and with files of the visitor's own. */
class DemoTest {
    private static final Path SAMPLES = Path.of("..", "ldt", "src", "test", "resources", "samples");

    @TempDir
    Path temporary;

    private final TestServer server = TestServer.shared();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    @Test
    void everyStepIsSeenAlsoTheSecondTime() throws Exception {
        assertThat(told(List.of())).doesNotContain("✗").contains("critical potassium is on top of the inbox");
        String second = told(samples());
        assertThat(second)
                .doesNotContain("✗")
                .containsPattern("✓ A01L2SYN_iso-8859-1.LDT +filed +Praxis Linden")
                .containsPattern("Müller-Test, Jürgen +4 values +abnormal +http")
                .containsPattern("\\(a patient without a name\\) +1 value +normal +http")
                .containsPattern("✓ BAD_truncated.LDT +dead letter +Praxis Linden")
                .containsPattern("files: \\d+ dead letter, \\d+ filed\n")
                .doesNotContainPattern("files: .*lost");
    }

    @Test
    void itsPracticesWentThroughTheSevenStepsLikeEverybodys() throws Exception {
        told(List.of());

        for (String slug : List.of("linden", "ahorn", "eigene-dateien")) {
            Tenant practice = server.bean(Tenants.class).findBySlug(slug).orElseThrow();
            Run run = server.bean(Provisioning.class).find(practice.id()).orElseThrow();
            assertThat(run.state()).isEqualTo(Run.State.DONE);
            assertThat(run.logs()).extracting(Run.Log::step).containsExactly(ProvisioningStep.values());
        }
    }

    @Test
    void theDayIsPlayedOnceInAFolder() throws Exception {
        told(List.of());
        Demo demo = new Demo(server.context(), server.url(), new PrintStream(said, true, StandardCharsets.UTF_8));

        assertThat(demo.isFresh()).isFalse();
        assertThat(demo.again(List.of())).isTrue();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("played here before")
                .doesNotContain("✓");
    }

    @Test
    void everyLoginIsPrintedWithWhatItSees() throws Exception {
        assertThat(told(List.of()))
                .containsPattern("Praxis Linden, BSNR 123456700\\R +doctor +doctor@linden.example +the inbox")
                .contains("nurse@linden.example", "admin@linden.example", "nurse@ahorn.example", "admin@ahorn.example")
                .containsPattern("Eigene Dateien: .*\\R +doctor +doctor@eigene-dateien.example +what --send")
                .contains("Password  kalter Tee am Morgen")
                .containsPattern("platform_operator +platform_operator@linden.example")
                .containsPattern("second factor +KALT[A-Z2-7]{28}, .*now \\d{6}");
    }

    @Test
    void aFileThatCannotBeReadIsLostAndTold() throws Exception {
        Path file = Files.createFile(temporary.resolve("Befund_Müller.ldt"));
        Files.delete(file);
        Demo demo = new Demo(server.context(), server.url(), new PrintStream(said, true, StandardCharsets.UTF_8));
        assertThat(demo.run(List.of(file))).isFalse();
        assertThat(said.toString(StandardCharsets.UTF_8))
                .containsPattern("✗ Befund_Müller.ldt +not readable")
                .contains("1 file: 1 not readable");
    }

    private String told(List<Path> files) {
        Demo demo = new Demo(server.context(), server.url(), new PrintStream(said, true, StandardCharsets.UTF_8));
        boolean seen = demo.run(files);
        demo.printLogins();
        String text = said.toString(StandardCharsets.UTF_8);
        said.reset();
        assertThat(seen).as(text).isTrue();
        return text;
    }

    private static List<Path> samples() throws Exception {
        try (Stream<Path> files = Files.list(SAMPLES)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
