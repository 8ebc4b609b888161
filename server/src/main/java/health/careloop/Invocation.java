package health.careloop;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One command as it was typed. {@code --name VALUE} and {@code --name=VALUE} are the same; {@code --name} alone is a
 * switch.
 *
 * @param operands what is no option, in order
 * @param options without their dashes; a switch has an empty value
 */
record Invocation(
        List<String> operands,
        Map<String, String> options,
        Map<String, String> environment,
        PrintStream out,
        PrintStream err) {

    /** These never take the next word for their value. */
    private static final Set<String> SWITCHES = Set.of("--once", "--debug");

    static Invocation parse(List<String> words, Map<String, String> environment, PrintStream out, PrintStream err) {
        var operands = new ArrayList<String>();
        var options = new LinkedHashMap<String, String>();
        for (var n = 0; n < words.size(); n++) {
            var word = words.get(n);
            if (!word.startsWith("--")) {
                operands.add(word);
                continue;
            }
            var equals = word.indexOf('=');
            var name = word.substring(2, equals < 0 ? word.length() : equals);
            if (options.containsKey(name)) {
                throw new UsageException("--" + name + " is there twice: which one is meant?");
            }
            if (equals >= 0) {
                options.put(name, word.substring(equals + 1));
            } else if (!SWITCHES.contains(word)
                    && n + 1 < words.size()
                    && !words.get(n + 1).startsWith("--")) {
                options.put(name, words.get(++n));
            } else {
                options.put(name, "");
            }
        }
        return new Invocation(List.copyOf(operands), options, environment, out, err);
    }

    /** The same invocation with other options. */
    Invocation with(Map<String, String> other) {
        return new Invocation(List.of(), Map.copyOf(other), environment, out, err);
    }

    /** The data folder: {@code --home}, else {@code CARELOOP_HOME}, else {@code ./data}. */
    Path home() {
        var chosen = option("home").orElse(environment.getOrDefault("CARELOOP_HOME", ""));
        return Path.of(chosen.isBlank() ? "data" : chosen);
    }

    Optional<String> operand(int position) {
        return position < operands.size() ? Optional.of(operands.get(position)) : Optional.empty();
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    void progress(String sentence) {
        if (!Ending.hasBegun()) {
            err.println("careloop: " + sentence);
        }
    }
}
