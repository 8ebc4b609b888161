package health.careloop.bench.ldt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The messages everything here starts from: the repository's own, and the official test files where they lie beside the
 * project. Those carry no open licence, so the repository cannot hold them.
 *
 * @param messages the repository's first, each folder by name
 * @param official how many of them are not the repository's
 */
public record LdtSamples(List<byte[]> messages, int official) {
    private static final Path ROOT = Path.of(System.getProperty("careloop.root", ".."));
    private static final Path OWN = Path.of("ldt/src/test/resources/samples");

    /** @throws IllegalStateException without the repository's own */
    public static LdtSamples found() {
        List<byte[]> messages = in(ROOT.resolve(OWN), "");
        if (messages.isEmpty()) {
            throw new IllegalStateException("There are no samples in " + ROOT.resolve(OWN) + ".");
        }
        Path beside = ROOT.resolve(System.getenv().getOrDefault("CARELOOP_SAMPLES", "../shared/ldt/samples"));
        List<byte[]> official = in(beside, "Z01_KBV");
        messages.addAll(official);
        return new LdtSamples(List.copyOf(messages), official.size());
    }

    long bytes() {
        return messages.stream().mapToLong(message -> message.length).sum();
    }

    @Override
    public String toString() {
        return messages.size() - official + " samples of the repository"
                + (official > 0 ? " and " + official + " official ones" : "; the official ones are absent");
    }

    private static List<byte[]> in(Path folder, String prefix) {
        List<byte[]> messages = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return messages;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                if (file.getFileName().toString().startsWith(prefix)) {
                    messages.add(Files.readAllBytes(file));
                }
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
