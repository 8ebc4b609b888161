package health.careloop.ldt.cli;

import health.careloop.ldt.HeapNeed;
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
    /** A line of a packed file, which is weighed before its lines are known, has nine bytes at least. */
    private static final int HEAP_PER_PACKED_BYTE = HeapNeed.PER_BYTE + HeapNeed.PER_LINE / 9;

    /** Program, tables and buffers, whatever the message. */
    private static final long BASE = 24L << 20;

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
            } catch (OutOfMemoryError full) {
                // What filled the memory belonged to the command and is gone.
                console.err().println("careloop: " + outOfMemory(name).getMessage());
                worst = LdtCommand.NOT_UNDERSTOOD;
            }
        }
        return worst;
    }

    /** Taken out of an archive or a document only when asked for. */
    LdtFile message(String name) {
        byte[] bytes = bytes(name);
        boolean opened = arguments.has("unpack") || arguments.has("unwrap");
        ReadOptions options = ReadOptions.DEFAULT.upTo(opened ? largest(HEAP_PER_PACKED_BYTE) : largest());
        if (arguments.has("unpack")) {
            options = options.unpacking();
        }
        if (arguments.has("unwrap")) {
            options = options.unwrapping();
        }
        return LdtReader.read(bytes, options);
    }

    byte[] bytes(String name) {
        byte[] bytes = read(name);
        int lines = HeapNeed.lines(bytes);
        if (needs(bytes.length, lines) > Runtime.getRuntime().maxMemory()) {
            throw tooManyLines(name, bytes.length, lines);
        }
        return bytes;
    }

    private byte[] read(String name) {
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

    /** The heap that surely holds a message of so many bytes and lines. */
    static long needs(long bytes, long lines) {
        return BASE + HeapNeed.of(bytes, lines);
    }

    /** Bytes that are read at all; how many of them the heap surely holds depends on their lines. */
    static int largest() {
        return largest(HeapNeed.PER_BYTE);
    }

    private static int largest(int heapPerByte) {
        long room = Math.max(BASE, Runtime.getRuntime().maxMemory() - BASE);
        return (int) Math.min(room / heapPerByte, Integer.MAX_VALUE - 64);
    }

    /** A file may be called anything; what a terminal would obey is not printed. */
    static String shown(String name) {
        return name.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private RefusedException tooManyLines(String name, long bytes, long lines) {
        String option = heap(needs(bytes, lines));
        return unreadable(
                language,
                name,
                "hat " + lines + " Zeilen, und dafür reicht der Speicher nicht sicher; mehr Speicher gibt " + option,
                "has " + lines + " lines, for which the memory does not surely suffice; more memory comes with "
                        + option);
    }

    private RefusedException outOfMemory(String name) {
        String option = heap(2 * Runtime.getRuntime().maxMemory());
        return unreadable(
                language,
                name,
                "braucht mehr Speicher, als da ist; mehr Speicher gibt " + option,
                "needs more memory than there is; more memory comes with " + option);
    }

    private static String heap(long needed) {
        return "CARELOOP_JAVA_OPTS=-Xmx" + Math.ceilDiv(needed * 11 / 10, 1L << 30) + "g";
    }

    private RefusedException tooLarge(String name, long bytes, boolean atLeast) {
        long size = Math.ceilDiv(bytes, MEGABYTE);
        String most = largest() / MEGABYTE + " MB";
        // Nobody has counted its lines; twenty bytes are usual.
        String option = heap(needs(bytes, bytes / 20));
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
        return new RefusedException(status, shown(name) + " " + what + (what.endsWith(".") ? "" : "."));
    }
}
