package health.careloop.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the server is started.
 *
 * @param command everything up to the words of the command line
 */
record ServerProgram(List<String> command) {

    /** As {@code ./careloop start} does: the launcher says which jar and with which options of the virtual machine. */
    static ServerProgram built() {
        String jar = System.getProperty("careloop.server.jar", "");
        if (jar.isBlank()) {
            return ofThisClassPath();
        }
        return of(options(), List.of("-jar", jar));
    }

    private static List<String> options() {
        return Arrays.stream(
                        System.getProperty("careloop.server.options", "-Xmx256m --enable-native-access=ALL-UNNAMED")
                                .split(" +"))
                .filter(option -> !option.isBlank())
                .toList();
    }

    /** The same program with the same options, and what only a benchmark asks of it, which {@code property} switches on. */
    static ServerProgram withHandlersOf(String property) {
        List<String> options = new ArrayList<>(options());
        options.add("-D" + property + "=on");
        return of(options, List.of("-cp", System.getProperty("java.class.path"), "health.careloop.Careloop"));
    }

    /** From a test or an editor, where nothing has been built. */
    static ServerProgram ofThisClassPath() {
        return of(options(), List.of("-cp", System.getProperty("java.class.path"), "health.careloop.Careloop"));
    }

    private static ServerProgram of(List<String> options, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(program);
        return new ServerProgram(List.copyOf(command));
    }

    /** Not started yet. What it says goes to the log. */
    ProcessBuilder start(List<String> words, File log) {
        List<String> all = new ArrayList<>(command);
        all.add("start");
        all.addAll(words);
        ProcessBuilder builder =
                new ProcessBuilder(all).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log));
        builder.environment().keySet().removeIf(name -> name.startsWith("CARELOOP_") && !name.endsWith("_CACHE"));
        return builder;
    }
}
