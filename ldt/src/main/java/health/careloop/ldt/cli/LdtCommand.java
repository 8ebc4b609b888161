package health.careloop.ldt.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The entry point of {@code careloop ldt}. */
public final class LdtCommand {
    static final int DONE = 0;
    static final int FOUND = 1;
    static final int NOT_UNDERSTOOD = 2;

    private static final String USAGE = """
            careloop ldt check [--lang de|en] [--strict] [--unpack] [--unwrap] FILE…     what is wrong, by line
            careloop ldt show [--lang de|en] [--unpack] [--unwrap] FILE…                 the message as an annotated tree
            careloop ldt anonymise [--lang de|en] [--texts] [--keep-practices] [--keep-physicians] [--seed N]
                                   [-o OUT [--force]] FILE…    several files: OUT is a folder; --force overwrites
            careloop ldt generate --version LDT1001.02|LDT1014.01|LDT3.2.17|LDT3.2.18|LDT3.2.19|LDT3.2.20
                                  [--lang de|en] [--count N] [--seed N] [--per-package N]
                                  [--critical] [--microbiology] [--pdf] [-o FOLDER]
            --strict: every broken rule is an error; a field the tables do not have, only in LDT3.2.17, of whose version
            they are, and a code where its list is known to be complete.
            show marks lines with findings: X unlesbar/fatal, E Fehler/error, ! Warnung/warning, i Hinweis/note.
            Without --lang the language is that of the environment, German or English. Colour only on a terminal.
            A FILE of - is standard input; after -- every word is a FILE.
            --unpack reads what is inside a gzip archive, --unwrap the LDT inside an XML document.
            anonymise --texts replaces every text but codes, numbers, dates, units and versions, in every field; without it
            free text keeps names and streets no field names. Letters and digits of lines that are no fields become x and 0.
            anonymise --seed N gives the same stand-ins in every run, and whoever knows N can find the originals back.
            Status: 0 nothing wrong, 1 findings, 2 a file cannot be read or written, or an argument is not understood.
            """;

    private static final Map<String, Set<String>> OPTIONS = Map.of(
            "check", Set.of("lang", "strict", "unpack", "unwrap"),
            "show", Set.of("lang", "unpack", "unwrap"),
            "anonymise", Set.of("lang", "texts", "keep-practices", "keep-physicians", "seed", "out", "force"),
            "generate",
                    Set.of("lang", "version", "count", "seed", "per-package", "critical", "microbiology", "pdf", "out"),
            "help", Set.of(),
            "--help", Set.of(),
            "-h", Set.of());

    private final Console console;

    LdtCommand(Console console) {
        this.console = console;
    }

    public static void main(String[] words) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        boolean colour = terminal && System.getenv("NO_COLOR") == null && !"dumb".equals(System.getenv("TERM"));
        try (PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8)) {
            int status = new LdtCommand(new Console(System.in, out, System.err, colour)).run(words);
            out.flush();
            if (status != DONE) {
                System.exit(status);
            }
        }
    }

    /** What a command reads and writes. */
    record Console(InputStream in, PrintStream out, PrintStream err, boolean colour) {}

    int run(String... words) {
        String command = words.length == 0 ? "help" : words[0];
        List<String> rest = words.length == 0 ? List.of() : Arrays.asList(words).subList(1, words.length);
        try {
            Set<String> options = OPTIONS.get(command);
            if (options == null) {
                throw Arguments.misunderstood("There is no command 'ldt " + command + "'; try careloop ldt help.");
            }
            Arguments arguments = Arguments.of(rest, options);
            if (arguments.has("help")) {
                return usage();
            }
            return switch (command) {
                case "check" -> new Check(console, arguments).run();
                case "show" -> new Show(console, arguments).run();
                case "anonymise" -> new Anonymise(console, arguments).run();
                case "generate" -> new Generate(console, arguments).run();
                default -> usage();
            };
        } catch (RefusedException refused) {
            console.err().println("careloop: " + refused.getMessage());
            return refused.status();
        }
    }

    private int usage() {
        console.out().print(USAGE);
        return DONE;
    }
}
