package health.careloop.ldt.cli;

import health.careloop.ldt.Generation;
import health.careloop.ldt.write.LdtGenerator;
import health.careloop.ldt.write.LdtVersion;
import health.careloop.ldt.write.UnwritableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Invented messages: into a folder, a file each, or one after another to standard output. */
final class Generate {
    private final LdtCommand.Console console;
    private final Arguments arguments;

    Generate(LdtCommand.Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
    }

    int run() {
        if (!arguments.files().isEmpty()) {
            throw Arguments.misunderstood(
                    "What is '" + arguments.files().getFirst() + "' for? A folder for the messages is -o FOLDER.");
        }
        String wanted = arguments
                .option("version")
                .orElseThrow(() ->
                        Arguments.misunderstood("Which version? --version is one of " + LdtVersion.supported() + "."));
        try {
            LdtVersion version = LdtVersion.of(wanted);
            write(generator(version), version.generation());
        } catch (UnwritableException refused) {
            throw new RefusedException(
                    LdtCommand.NOT_UNDERSTOOD, refused.sentence().in(arguments.language()));
        }
        return LdtCommand.DONE;
    }

    private LdtGenerator generator(LdtVersion version) {
        LdtGenerator generator = LdtGenerator.of(version, arguments.number("seed", 1, 0))
                .reportsPerPackage(arguments.number("per-package", 1, 1));
        if (arguments.has("critical")) {
            generator.critical();
        }
        if (arguments.has("microbiology")) {
            generator.microbiology();
        }
        if (arguments.has("pdf")) {
            generator.pdf();
        }
        return generator;
    }

    private void write(LdtGenerator generator, Generation generation) {
        int count = arguments.number("count", 1, 1);
        String folder = arguments.option("out").orElse("-");
        String suffix = generation == Generation.LDT2 ? ".LDT" : ".ldt";
        try {
            for (int number = 0; number < count; number++) {
                byte[] message = generator.message(number);
                if (folder.equals("-")) {
                    console.out().writeBytes(message);
                } else {
                    Files.createDirectories(Path.of(folder));
                    Files.write(Path.of(folder, "Z01_GEN_%06d".formatted(number) + suffix), message);
                }
            }
        } catch (IOException failed) {
            throw Input.unreadable(arguments.language(), folder, "lässt sich nicht schreiben", "cannot be written");
        }
    }
}
