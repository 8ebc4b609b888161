package health.careloop.ldt.cli;

import health.careloop.ldt.Sentence;
import health.careloop.ldt.write.LdtAnonymiser;
import health.careloop.ldt.write.UnwritableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Messages about nobody: one to a file or to standard output, several into a folder, with the same people in all. */
final class Anonymise {
    private final LdtCommand.Console console;
    private final Arguments arguments;
    private final Locale language;
    private final Input input;
    private final Set<Path> written = new HashSet<>();
    private boolean textsKept;

    Anonymise(LdtCommand.Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
        this.language = arguments.language();
        this.input = new Input(console, arguments);
    }

    int run() {
        boolean several = arguments.requiredFiles().size() > 1;
        if (several && arguments.option("out").orElse("-").equals("-")) {
            throw Arguments.misunderstood("Where to? Several files need a folder: -o FOLDER.");
        }
        LdtAnonymiser anonymiser = anonymiser();
        int status = input.each(name -> {
            byte[] message = input.bytes(name);
            try {
                write(name, anonymiser.anonymise(message), several);
                textsKept = !arguments.has("texts");
            } catch (UnwritableException refused) {
                throw Input.refused(
                        LdtCommand.FOUND,
                        language,
                        Input.shown(name) + ":",
                        refused.sentence().german(),
                        refused.sentence().english());
            }
            return LdtCommand.DONE;
        });
        if (textsKept) {
            Sentence kept = new Sentence(
                    "Freitext wurde behalten: Namen und Anschriften, die kein Feld nennt, stehen noch darin; --texts"
                            + " ersetzt ihn.",
                    "Free text was kept: names and addresses that no field gives are still in it; use --texts.");
            console.err().println("careloop: " + kept.in(language));
        }
        return status;
    }

    private LdtAnonymiser anonymiser() {
        LdtAnonymiser anonymiser = LdtAnonymiser.of();
        if (arguments.has("seed")) {
            anonymiser = LdtAnonymiser.of(arguments.number("seed", 0, 0));
            Sentence guessed = new Sentence(
                    "Wer den Startwert kennt oder errät, kann die Originale zurückfinden; ohne --seed kann es niemand.",
                    "Whoever knows or guesses the seed can find the originals back; without --seed nobody can.");
            console.err().println("careloop: " + guessed.in(language));
        }
        if (arguments.has("texts")) {
            anonymiser = anonymiser.blurringTexts();
        }
        if (arguments.has("keep-practices")) {
            anonymiser = anonymiser.keepingPractices();
        }
        return arguments.has("keep-physicians") ? anonymiser.keepingPhysicians() : anonymiser;
    }

    private void write(String name, byte[] message, boolean several) {
        String out = arguments.option("out").orElse("-");
        if (out.equals("-")) {
            console.out().writeBytes(message);
            return;
        }
        try {
            Path target = Path.of(out);
            if (several) {
                Path file = Path.of(name.equals("-") ? "stdin.ldt" : name).getFileName();
                target = Files.createDirectories(target).resolve(file);
            }
            if (!written.add(target)
                    || !name.equals("-") && Files.exists(target) && Files.isSameFile(target, Path.of(name))) {
                throw Input.unreadable(
                        language,
                        target.toString(),
                        "ist schon eine der Dateien und wird nicht überschrieben",
                        "is one of the files already and is not overwritten");
            }
            if (Files.isRegularFile(target) && !arguments.has("force")) {
                throw Input.unreadable(
                        language,
                        target.toString(),
                        "gibt es schon und wird nur mit --force überschrieben",
                        "exists already and is overwritten with --force only");
            }
            Files.write(target, message);
        } catch (IOException failed) {
            throw Input.unreadable(language, out, "lässt sich nicht schreiben", "cannot be written");
        }
    }
}
