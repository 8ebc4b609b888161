package health.careloop.ldt.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Words after a command: files, switches, and options with a value ({@code --seed 7} or {@code --seed=7}). */
record Arguments(List<String> files, Map<String, String> options) {
    private static final Set<String> SWITCHES = Set.of(
            "help",
            "strict",
            "force",
            "texts",
            "keep-practices",
            "keep-physicians",
            "critical",
            "microbiology",
            "pdf",
            "unpack",
            "unwrap");
    private static final Set<String> VALUED = Set.of("lang", "out", "seed", "count", "per-package", "version");

    /** @param allowed the options of the command; help is one of every command */
    static Arguments of(List<String> words, Set<String> allowed) {
        List<String> files = new ArrayList<>();
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--")) {
                files.addAll(words.subList(i + 1, words.size()));
                break;
            }
            if (word.equals("-") || !word.startsWith("-")) {
                files.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = name(equals < 0 ? word : word.substring(0, equals));
            if (!name.equals("help") && !allowed.contains(name)) {
                throw misunderstood("There is no option " + word + " here; try careloop ldt help.");
            }
            if (SWITCHES.contains(name) && equals < 0) {
                options.put(name, "");
            } else if (!VALUED.contains(name)) {
                throw misunderstood("There is no option " + word + "; try careloop ldt help.");
            } else if (equals >= 0) {
                options.put(name, word.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                options.put(name, words.get(++i));
            } else {
                throw misunderstood("The option " + word + " needs a value.");
            }
        }
        return new Arguments(files, options);
    }

    private static String name(String word) {
        return switch (word) {
            case "-o" -> "out";
            case "-h" -> "help";
            default -> word.startsWith("--") ? word.substring(2) : word;
        };
    }

    boolean has(String option) {
        return options.containsKey(option);
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    int number(String name, int usual, int least) {
        String text = options.getOrDefault(name, String.valueOf(usual));
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Said below.
        }
        throw misunderstood("--" + name + " must be a whole number from " + least + ", not '" + text + "'.");
    }

    /** As asked, else as the environment speaks: German or English. */
    Locale language() {
        return switch (options.getOrDefault("lang", Locale.getDefault().getLanguage())) {
            case "de" -> Locale.GERMAN;
            case "en" -> Locale.ENGLISH;
            default -> {
                if (has("lang")) {
                    throw misunderstood("--lang is de or en.");
                }
                yield Locale.ENGLISH;
            }
        };
    }

    List<String> requiredFiles() {
        if (files.isEmpty()) {
            throw misunderstood("Which file? Name one, or - for standard input.");
        }
        return files;
    }

    static RefusedException misunderstood(String sentence) {
        return new RefusedException(LdtCommand.NOT_UNDERSTOOD, sentence);
    }
}
