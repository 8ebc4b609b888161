package health.careloop.ldt.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The bytes of a file or of standard input, or one sentence why there are none. */
final class Input {
    /** The reader keeps the whole message; no laboratory sends one this large. */
    static final int LARGEST_BYTES = 256 * 1024 * 1024;

    private Input() {}

    static byte[] read(String name, LdtCommand.Console console, Locale language) {
        try {
            if (name.equals("-")) {
                byte[] bytes = console.in().readNBytes(LARGEST_BYTES + 1);
                if (bytes.length > LARGEST_BYTES) {
                    throw refused(language, name, "ist größer als 256 MB", "is larger than 256 MB");
                }
                return bytes;
            }
            Path path = Path.of(name);
            if (Files.isDirectory(path)) {
                throw refused(language, name, "ist ein Ordner, keine Datei", "is a folder, not a file");
            }
            if (!Files.exists(path)) {
                throw refused(language, name, "gibt es nicht", "does not exist");
            }
            if (Files.size(path) > LARGEST_BYTES) {
                throw refused(language, name, "ist größer als 256 MB", "is larger than 256 MB");
            }
            return Files.readAllBytes(path);
        } catch (IOException | RuntimeException failed) {
            if (failed instanceof RefusedException refused) {
                throw refused;
            }
            throw refused(language, name, "lässt sich nicht lesen", "cannot be read");
        }
    }

    static RefusedException refused(Locale language, String name, String german, String english) {
        String what = language.equals(Locale.GERMAN) ? german : english;
        return new RefusedException(LdtCommand.FOUND, name + " " + what + ".");
    }
}
