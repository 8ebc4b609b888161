package health.careloop.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

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
            if (!word.startsWith("--")) {
                if (!name.isEmpty()) {
                    throw new Misunderstood("What is '" + word + "' for? One name at a time.");
                }
                name = word;
            } else if (word.contains("=")) {
                options.put(word.substring(2, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
            } else if (i + 1 < words.length) {
                options.put(word.substring(2), words[++i]);
            } else {
                throw new Misunderstood("Option " + word + " needs a value.");
            }
        }
        return new Arguments(name, Map.copyOf(options));
    }

    void requireOptions(Set<String> known) {
        options.keySet().stream()
                .filter(option -> !known.contains(option))
                .findFirst()
                .ifPresent(option -> {
                    throw new Misunderstood("There is no option --" + option + " for " + name + ".");
                });
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
