package health.careloop.ldt.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The entry point of {@code careloop ldt}. */
public final class LdtCommand {
    static final int DONE = 0;
    static final int FOUND = 1;
    static final int NOT_UNDERSTOOD = 2;

    private static final String USAGE = """
            careloop ldt check [--lang de|en] [--strict] FILE…     what is wrong, by line; status 0 when nothing is
            careloop ldt show [--lang de|en] FILE…                 the message as an annotated tree
            careloop ldt anonymise FILE [-o OUT] [--seed N] [--texts] [--keep-practices] [--keep-physicians]
            careloop ldt generate --version LDT1014.01|LDT3.2.20 [--count N] [--seed N] [--per-package N]
                                  [--critical] [--microbiology] [--pdf] [-o FOLDER]
            A FILE of - is standard input. --strict: every broken rule is an error; what the tables do not have,
            only in LDT3.2.17, of whose version they are (codes also in LDT1014).
            """;

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
            Arguments arguments = Arguments.of(rest);
            if (arguments.has("help")) {
                return usage();
            }
            return switch (command) {
                case "check" -> new Check(console, arguments).run();
                case "show" -> new Show(console, arguments).run();
                case "anonymise" -> new Anonymise(console, arguments).run();
                case "generate" -> new Generate(console, arguments).run();
                case "help", "--help", "-h" -> usage();
                default ->
                    throw new RefusedException(
                            NOT_UNDERSTOOD, "There is no command 'ldt " + command + "'; try careloop ldt help.");
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
