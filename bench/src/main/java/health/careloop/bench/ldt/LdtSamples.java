package health.careloop.bench.ldt;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The messages everything here starts from: the repository's own, and all others where they lie beside the project, the
 * official test files among them. Those carry no open licence, so the repository cannot hold them.
 *
 * @param messages the repository's first, each folder by name
 * @param beside how many of them are not the repository's
 */
public record LdtSamples(List<byte[]> messages, int beside) {
    private static final Path ROOT = Path.of(System.getProperty("careloop.root", ".."));
    private static final Path OWN = Path.of("ldt/src/test/resources/samples");

    /** @throws IllegalStateException without the repository's own */
    public static LdtSamples found() {
        Set<String> own = new HashSet<>();
        List<byte[]> messages = in(ROOT.resolve(OWN), own);
        if (messages.isEmpty()) {
            throw new IllegalStateException("There are no samples in " + ROOT.resolve(OWN) + ".");
        }
        String folder = System.getenv().getOrDefault("CARELOOP_SAMPLES", "../shared/ldt/samples");
        List<byte[]> beside = in(ROOT.resolve(folder), own);
        messages.addAll(beside);
        return new LdtSamples(List.copyOf(messages), beside.size());
    }

    long bytes() {
        return messages.stream().mapToLong(message -> message.length).sum();
    }

    @Override
    public String toString() {
        return messages.size() - beside + " samples of the repository"
                + (beside > 0 ? " and " + beside + " beside it" : "; none beside it, so the official ones are absent");
    }

    /** Those whose name was not seen before: the folder outside holds ours as well. */
    private static List<byte[]> in(Path folder, Set<String> seen) {
        List<byte[]> messages = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return messages;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = file.getFileName().toString();
                if (name.toLowerCase(Locale.ROOT).endsWith(".ldt") && seen.add(name)) {
                    messages.add(Files.readAllBytes(file));
                }
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
