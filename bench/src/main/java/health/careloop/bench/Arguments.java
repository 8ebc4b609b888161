package health.careloop.bench;

import health.careloop.Nearest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was typed behind {@code bench} or {@code prove}: a name and options, each {@code --name VALUE} or
 * {@code --name=VALUE}.
 */
record Arguments(String name, Map<String, String> options) {

    /** What was typed cannot be meant; the message says what can. */
    static final class Misunderstood extends RuntimeException {
        Misunderstood(String sentence) {
            super(sentence);
        }
    }

    static Arguments parse(String... words) {
        String name = "";
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i++) {
            String word = words[i];
            if (!word.startsWith("-")) {
                if (!name.isEmpty()) {
                    throw new Misunderstood("What is '" + word + "' for? One name at a time.");
                }
                name = word;
                continue;
            }
            String option = word.replaceFirst("^-+", "").replaceFirst("=.*", "");
            if (word.contains("=")) {
                options.put(option, word.substring(word.indexOf('=') + 1));
            } else {
                options.put(option, i + 1 < words.length ? words[++i] : "");
            }
        }
        return new Arguments(name, Map.copyOf(options));
    }

    /**
     * @param command {@code bench} or {@code prove}
     * @param names what may be named
     */
    void requireName(String command, Set<String> names) {
        if (!names.contains(name)) {
            TreeSet<String> sorted = new TreeSet<>(names);
            throw new Misunderstood((name.isEmpty()
                            ? "Which one is to be run?"
                            : "There is nothing to " + command + " called '" + name + "'"
                                    + Nearest.question(Nearest.to(name, sorted)))
                    + " Usage: careloop " + command + " " + String.join("|", sorted) + " [--OPTION VALUE …]");
        }
    }

    void requireOptions(String command, Set<String> known) {
        TreeSet<String> sorted = new TreeSet<>(known);
        options.keySet().stream()
                .filter(option -> !known.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new Misunderstood("There is no option --" + option + " for " + command + " " + name
                            + Nearest.question(Nearest.to(option, sorted).map(word -> "--" + word))
                            + " " + usage(command, sorted));
                });
    }

    private String usage(String command, TreeSet<String> options) {
        StringBuilder usage = new StringBuilder("Usage: careloop " + command + " " + name);
        options.forEach(option -> usage.append(" [--").append(option).append(" VALUE]"));
        return usage.toString();
    }

    /** @param otherwise when nothing was typed */
    boolean isOn(String option, boolean otherwise) {
        return switch (options.getOrDefault(option, otherwise ? "on" : "off")) {
            case "on" -> true;
            case "off" -> false;
            case String typed -> throw new Misunderstood("--" + option + " must be on or off, not '" + typed + "'.");
        };
    }

    int number(String option, int otherwise, int least) {
        return Math.toIntExact(number(option, (long) otherwise, (long) least));
    }

    long number(String option, long otherwise, long least) {
        String typed = options.get(option);
        if (typed == null) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(typed);
            if (number >= least && (number == (int) number || option.equals("seed"))) {
                return number;
            }
        } catch (NumberFormatException e) {
            // the same sentence
        }
        throw new Misunderstood("--" + option + " must be a number from " + least + ", not '" + typed + "'.");
    }
}
