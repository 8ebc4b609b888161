package health.careloop;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What one command understands; anything else is refused before it has an effect.
 *
 * @param usage as it is typed
 * @param operands at most so many words that are no option
 * @param options take a value
 * @param switches take none
 * @param settings whether every setting of the application is an option, too
 */
record Grammar(String usage, int operands, Set<String> options, Set<String> switches, boolean settings) {

    static Grammar of(String usage, int operands, String... options) {
        return new Grammar(usage, operands, Set.of(options), Set.of(), false);
    }

    Grammar withSwitches(String... names) {
        return new Grammar(usage, operands, options, Set.of(names), settings);
    }

    Grammar withSettings() {
        return new Grammar(usage, operands, options, switches, true);
    }

    void require(Invocation invocation) {
        for (var operand : invocation.operands()) {
            if (operand.startsWith("-")) {
                throw unknown(operand, operand.replaceFirst("-+", ""));
            }
        }
        invocation.options().forEach((name, value) -> {
            if (switches.contains(name)) {
                if (!value.isEmpty()) {
                    throw refused("--" + name + " takes no value, and '" + value + "' is one.");
                }
            } else if (!options.contains(name) && !(settings && KnownSettings.knows(name))) {
                throw unknown("--" + name, name);
            } else if (value.isBlank()) {
                throw refused("--" + name + " needs a value.");
            }
        });
        if (invocation.operands().size() > operands) {
            throw refused("What is '" + invocation.operands().get(operands) + "' for?");
        }
    }

    UsageException refused(String sentence) {
        return new UsageException(sentence, usage);
    }

    private UsageException unknown(String typed, String name) {
        List<String> known = new ArrayList<>(new TreeSet<>(options));
        known.addAll(new TreeSet<>(switches));
        if (settings) {
            known.addAll(KnownSettings.names());
        }
        var command = usage.replaceFirst(" [^a-z].*", "");
        return refused("There is no option " + typed + " for " + command
                + Nearest.question(Nearest.to(name, known).map(word -> "--" + word)));
    }
}
