package health.careloop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a figure was measured on. */
record Machine(int cores, String processor, long memoryMegabytes) {

    static Machine here() {
        long kilobytes = valueIn("/proc/meminfo", "MemTotal")
                .replaceAll("[^0-9]", "")
                .transform(number -> number.isEmpty() ? 0 : Long.parseLong(number));
        return new Machine(
                Runtime.getRuntime().availableProcessors(), valueIn("/proc/cpuinfo", "model name"), kilobytes / 1024);
    }

    private static String valueIn(String file, String name) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(name))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("");
        } catch (IOException e) {
            return ""; // not a Linux
        }
    }

    @Override
    public String toString() {
        return "%d cores, %s, %.0f GiB"
                .formatted(cores, processor.isEmpty() ? "unknown processor" : processor, memoryMegabytes / 1024.0);
    }
}
