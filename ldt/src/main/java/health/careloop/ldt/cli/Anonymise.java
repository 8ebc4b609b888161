package health.careloop.ldt.cli;

import health.careloop.ldt.write.LdtAnonymiser;
import health.careloop.ldt.write.UnwritableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One message about nobody, to a file or to standard output. */
final class Anonymise {
    private final LdtCommand.Console console;
    private final Arguments arguments;

    Anonymise(LdtCommand.Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
    }

    int run() {
        List<String> files = arguments.requiredFiles();
        if (files.size() > 1) {
            throw Arguments.misunderstood("One file at a time; give each its own -o.");
        }
        LdtAnonymiser anonymiser =
                arguments.has("seed") ? LdtAnonymiser.of(arguments.number("seed", 0, 0)) : LdtAnonymiser.of();
        if (arguments.has("texts")) {
            anonymiser = anonymiser.blurringTexts();
        }
        if (arguments.has("keep-practices")) {
            anonymiser = anonymiser.keepingPractices();
        }
        if (arguments.has("keep-physicians")) {
            anonymiser = anonymiser.keepingPhysicians();
        }
        byte[] message = Input.read(files.getFirst(), console, arguments.language());
        try {
            write(anonymiser.anonymise(message));
        } catch (UnwritableException refused) {
            throw new RefusedException(LdtCommand.FOUND, refused.sentence().in(arguments.language()));
        }
        return LdtCommand.DONE;
    }

    private void write(byte[] message) {
        String out = arguments.option("out").orElse("-");
        if (out.equals("-")) {
            console.out().writeBytes(message);
            return;
        }
        try {
            Files.write(Path.of(out), message);
        } catch (IOException failed) {
            throw Input.refused(arguments.language(), out, "lässt sich nicht schreiben", "cannot be written");
        }
    }
}
