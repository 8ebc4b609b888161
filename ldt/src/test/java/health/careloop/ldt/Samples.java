package health.careloop.ldt;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.LdtReports;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sample messages: ours in the repository; those of KBV, which carry no open licence, from a folder outside of it. */
public final class Samples {
    private static final Path OUTSIDE =
            Path.of(System.getenv().getOrDefault("CARELOOP_SAMPLES", "../../shared/ldt/samples"));

    private Samples() {}

    public static byte[] bytes(String name) {
        try (InputStream in = Samples.class.getResourceAsStream("/samples/" + name)) {
            if (in == null) {
                throw new IllegalArgumentException("no sample " + name);
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static LdtFile read(String name) {
        return LdtReader.read(bytes(name));
    }

    /** The report at a position of the first package. */
    public static LdtReport report(String name, int index) {
        return LdtReports.of(read(name).packages().getFirst()).get(index);
    }

    public static List<String> own() {
        return List.of(
                "A01L2SYN_iso-8859-1.LDT",
                "BAD_concatenated.LDT",
                "BAD_lf_only.LDT",
                "BAD_missing_8100.LDT",
                "BAD_truncated.LDT",
                "BAD_utf8_lengths.LDT",
                "BAD_wrong_9106_cp437.LDT",
                "S01L2SYN_din66003.LDT",
                "X01L2SYN_cp437.LDT",
                "Z01L2SYN_iso-8859-15.LDT",
                "Z01_SYN_kalium_kritisch.ldt",
                "levinalex_lg_report_8202_LDT1x.ldt");
    }

    /** Files of the folder outside whose name starts so; empty when the folder is absent. */
    public static List<Path> outside(String prefix) {
        if (!Files.isDirectory(OUTSIDE)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(OUTSIDE)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static byte[] replaced(String sample, String old, String with) {
        String text = new String(bytes(sample), StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        return text.replaceFirst(Pattern.quote(old), with).getBytes(StandardCharsets.ISO_8859_1);
    }
}
