package health.careloop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What the kernel says about a process in {@code /proc}. A process that has ended has nothing. */
record ProcessFiles(long pid) {
    /** USER_HZ; the same on every Linux anybody runs. */
    private static final double TICKS_PER_SECOND = 100;

    /** Resident memory in megabytes, pages shared with others counted in full. */
    double residentMegabytes() {
        return kilobytes("status", "VmRSS:") / 1024;
    }

    /** Memory in megabytes, a page shared by n processes counted as one n-th: parts of one program can be added. */
    double proportionalMegabytes() {
        return kilobytes("smaps_rollup", "Pss:") / 1024;
    }

    /** Processor seconds of the process itself and of its children that have ended. */
    double processorSeconds() {
        String stat = read("stat");
        if (stat.isEmpty()) {
            return 0;
        }
        // The name in brackets may hold blanks; fields 14 to 17 are utime, stime, cutime, cstime.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        double ticks = 0;
        for (int field = 14; field <= 17; field++) {
            ticks += Long.parseLong(fields[field - 3]);
        }
        return ticks / TICKS_PER_SECOND;
    }

    /** The process and its living descendants. */
    List<ProcessFiles> family() {
        return ProcessHandle.of(pid).stream()
                .flatMap(parent -> Stream.concat(Stream.of(parent), parent.descendants()))
                .map(process -> new ProcessFiles(process.pid()))
                .toList();
    }

    private double kilobytes(String file, String name) {
        return read(file)
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private String read(String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), file));
        } catch (IOException e) {
            return "";
        }
    }
}
