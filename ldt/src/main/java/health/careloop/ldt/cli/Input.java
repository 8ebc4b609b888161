package health.careloop.ldt.cli;

import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Files one after another, the bytes of each, or one sentence why there are none. */
final class Input {
    /** Fields, findings and sentences of a message with many short lines take about twenty times its length. */
    private static final int HEAP_PER_BYTE = 24;

    private static final long MEGABYTE = 1_000_000;

    private final LdtCommand.Console console;
    private final Arguments arguments;
    private final Locale language;

    Input(LdtCommand.Console console, Arguments arguments) {
        this.console = console;
        this.arguments = arguments;
        this.language = arguments.language();
    }

    /** The largest status of all; what is wrong with one file is said, and the next one is read. */
    int each(ToIntFunction<String> command) {
        int worst = LdtCommand.DONE;
        for (String name : arguments.requiredFiles()) {
            try {
                worst = Math.max(worst, command.applyAsInt(name));
            } catch (RefusedException refused) {
                console.err().println("careloop: " + refused.getMessage());
                worst = Math.max(worst, refused.status());
            }
        }
        return worst;
    }

    /** Taken out of an archive or a document only when asked for. */
    LdtFile message(String name) {
        ReadOptions options = ReadOptions.DEFAULT.upTo(largest());
        if (arguments.has("unpack")) {
            options = options.unpacking();
        }
        if (arguments.has("unwrap")) {
            options = options.unwrapping();
        }
        return LdtReader.read(bytes(name), options);
    }

    byte[] bytes(String name) {
        try {
            if (name.equals("-")) {
                byte[] bytes = console.in().readNBytes(largest() + 1);
                if (bytes.length > largest()) {
                    throw tooLarge(name, bytes.length, true);
                }
                return bytes;
            }
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw unreadable(language, name, "ist ein Ordner, keine Datei", "is a folder, not a file");
            }
            if (!Files.exists(path)) {
                throw unreadable(language, name, "gibt es nicht", "does not exist");
            }
            if (Files.size(path) > largest()) {
                throw tooLarge(name, Files.size(path), false);
            }
            return Files.readAllBytes(path);
        } catch (IOException | RuntimeException failed) {
            if (failed instanceof RefusedException refused) {
                throw refused;
            }
            throw unreadable(language, name, "lässt sich nicht lesen", "cannot be read");
        }
    }

    /** What the heap surely holds. */
    static int largest() {
        return (int) Math.min(Runtime.getRuntime().maxMemory() / HEAP_PER_BYTE, Integer.MAX_VALUE - 64);
    }

    private RefusedException tooLarge(String name, long bytes, boolean atLeast) {
        long size = Math.ceilDiv(bytes, MEGABYTE);
        long heap = Math.ceilDiv(bytes * HEAP_PER_BYTE * 11 / 10, 1L << 30);
        String most = largest() / MEGABYTE + " MB";
        String option = "CARELOOP_JAVA_OPTS=-Xmx" + heap + "g";
        return unreadable(
                language,
                name,
                "hat " + (atLeast ? "mehr als " : "") + size + " MB, der Speicher reicht sicher nur für " + most
                        + "; mehr Speicher gibt " + option,
                "has " + (atLeast ? "more than " : "") + size + " MB, and the memory surely holds " + most
                        + "; more memory comes with " + option);
    }

    /** Of a file that cannot be read or written. */
    static RefusedException unreadable(Locale language, String name, String german, String english) {
        return refused(LdtCommand.NOT_UNDERSTOOD, language, name, german, english);
    }

    /** Of a file that is no message: a finding. */
    static RefusedException refused(int status, Locale language, String name, String german, String english) {
        String what = language.equals(Locale.GERMAN) ? german : english;
        return new RefusedException(status, name + " " + what + (what.endsWith(".") ? "" : "."));
    }
}
