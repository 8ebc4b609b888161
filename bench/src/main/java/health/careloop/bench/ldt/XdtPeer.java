package health.careloop.bench.ldt;

import health.careloop.ScratchFolder;
import health.careloop.bench.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The npm package {@code xdt}, the other reader of these lines that a package registry has, in a process of its own. It
 * only tokenises: no lengths, no records, no charset.
 */
public final class XdtPeer implements AutoCloseable {
    private static final String PACKAGE = "xdt@0.4.0";

    private final ScratchFolder folder;
    private final Process process;
    private final PrintWriter in;
    private final BufferedReader out;

    private XdtPeer(ScratchFolder folder, Process process) {
        this.folder = folder;
        this.process = process;
        this.in = new PrintWriter(process.outputWriter(StandardCharsets.US_ASCII), true);
        this.out = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Empty, after a sentence about what is missing, where there is no Node.js or no way to the package. */
    public static Optional<XdtPeer> start(List<LdtCorpus> corpora, Progress progress) {
        ScratchFolder folder = ScratchFolder.create("careloop-xdt");
        try {
            for (LdtCorpus corpus : corpora) {
                Path files = Files.createDirectory(folder.path().resolve(corpus.name()));
                for (int i = 0; i < corpus.messages().size(); i++) {
                    Files.write(
                            files.resolve("%03d.ldt".formatted(i)),
                            corpus.messages().get(i));
                }
            }
            try (InputStream script = Objects.requireNonNull(XdtPeer.class.getResourceAsStream("/xdt-peer.js"))) {
                Files.write(folder.path().resolve("peer.js"), script.readAllBytes());
            }
            int installed = new ProcessBuilder(
                            "npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", ".", PACKAGE)
                    .directory(folder.path().toFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (installed == 0) {
                Process process = new ProcessBuilder("node", "peer.js", ".")
                        .directory(folder.path().toFile())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
                return Optional.of(new XdtPeer(folder, process));
            }
            progress.say("ldt: npm could not install " + PACKAGE + "; the ratios to it are left out.");
        } catch (IOException e) {
            progress.say("ldt: node and npm are not installed; the ratios to " + PACKAGE + " are left out.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
        return Optional.empty();
    }

    /** @throws IllegalStateException when it did not read the same fields */
    public Pace run(LdtCorpus corpus, double seconds) {
        try {
            in.println(corpus.name() + " " + seconds);
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException("The peer ended.");
            }
            String[] answer = line.split(" ");
            if (Long.parseLong(answer[2]) != corpus.idsAddedUp()) {
                throw new IllegalStateException("The peer reads other fields: " + line);
            }
            return new Pace(Long.parseLong(answer[0]), (long) Double.parseDouble(answer[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        in.close();
        process.destroy();
        folder.close();
    }
}
