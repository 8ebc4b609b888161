package health.careloop.ldt.write;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stand-ins that depend on the key and the original alone: a person is the same in every file. Nobody can go back without
 * the key, and everybody with it: a seed is a key that can be guessed. A word with letters beyond ASCII gets a stand-in with one, so that the charset of a file stays as
 * evident as it was.
 */
final class Pseudonyms {
    private static final List<String> FIRST = List.of(
            "Ahorn",
            "Birken",
            "Buchen",
            "Eichen",
            "Erlen",
            "Eschen",
            "Fichten",
            "Hasel",
            "Holunder",
            "Kiefern",
            "Linden",
            "Nuss",
            "Pappel",
            "Quitten",
            "Rosen",
            "Tannen",
            "Ulmen",
            "Weiden",
            "Wiesen",
            "Zedern");
    private static final List<String> LAST = List.of(
            "bach",
            "beispiel",
            "berg",
            "dorf",
            "feld",
            "furt",
            "garten",
            "hain",
            "heim",
            "hof",
            "kamp",
            "loh",
            "mark",
            "moor",
            "muster",
            "probe",
            "rain",
            "stein",
            "tal",
            "test");
    private static final List<String> GIVEN = List.of(
            "Alexis",
            "Andrea",
            "Bente",
            "Charlie",
            "Chris",
            "Conny",
            "Dominique",
            "Eike",
            "Elisa",
            "Finn",
            "Gabriele",
            "Heike",
            "Ilka",
            "Jona",
            "Jule",
            "Kim",
            "Kaya",
            "Lenn",
            "Luca",
            "Maike",
            "Mika",
            "Nicola",
            "Noa",
            "Ole",
            "Pascale",
            "Quinn",
            "Robin",
            "Sascha",
            "Sidney",
            "Toni",
            "Ulli",
            "Vanja",
            "Wanja",
            "Xaver",
            "Yuri",
            "Zoe");
    private static final String UMLAUT_FIRST = "Grün";
    private static final String UMLAUT_GIVEN = "Käthe";

    private final Mac mac;
    /** Words no stand-in may be, and those none may contain. */
    private final Set<String> originals;

    private final Prefixes contained;

    /**
     * @param key random, unless a seed was asked for
     * @param originals words no stand-in may contain, in lower case
     */
    Pseudonyms(byte[] key, Set<String> originals) {
        this.originals = originals;
        contained = new Prefixes(originals.stream()
                .filter(word -> word.length() >= KnownWords.LONG)
                .toList());
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
        } catch (NoSuchAlgorithmException | InvalidKeyException absent) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", absent);
        }
    }

    SplittableRandom random(String kind, String original) {
        byte[] digest = mac.doFinal(
                (kind + ":" + original.strip().toLowerCase(Locale.GERMAN)).getBytes(StandardCharsets.UTF_8));
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | digest[i] & 0xFF;
        }
        return new SplittableRandom(value);
    }

    String family(String word) {
        SplittableRandom random = random("family", word);
        return lost(word, choose(random, i -> {
            String first = isAscii(word) ? FIRST.get(random.nextInt(FIRST.size())) : UMLAUT_FIRST;
            String last = LAST.get(random.nextInt(LAST.size()));
            // After many refusals a number makes it unlike anything.
            return first + last + (i > 50 ? i : "");
        }));
    }

    String given(String word) {
        SplittableRandom random = random("given", word);
        return lost(word, choose(random, i -> {
            String name = isAscii(word) ? GIVEN.get(random.nextInt(GIVEN.size())) : UMLAUT_GIVEN;
            return i == 0 && isAscii(word) ? name : name + (i > 50 ? i : LAST.get(random.nextInt(LAST.size())));
        }));
    }

    String street(String original) {
        return family("street " + original) + "weg";
    }

    String town(String original) {
        return family("town " + original) + "stadt";
    }

    /** Digits become digits and letters letters; what else there is stays. Never the original. */
    String shape(String kind, String original) {
        SplittableRandom random = random(kind, original);
        String shaped = original;
        for (int attempt = 0; attempt < 100 && (shaped.equals(original) || containsOriginal(shaped)); attempt++) {
            StringBuilder made = new StringBuilder();
            for (int i = 0; i < original.length(); i++) {
                char character = original.charAt(i);
                if (character >= '0' && character <= '9') {
                    made.append((char) ('0' + random.nextInt(10)));
                } else if (Character.isLetter(character) && character < 128) {
                    made.append((char) ((Character.isUpperCase(character) ? 'A' : 'a') + random.nextInt(26)));
                } else {
                    made.append(Character.isLetterOrDigit(character) ? 'ü' : character);
                }
            }
            shaped = made.toString();
        }
        return shaped;
    }

    private String choose(SplittableRandom random, IntFunction<String> candidates) {
        String candidate = candidates.apply(0);
        for (int i = 1; containsOriginal(candidate); i++) {
            candidate = i > 200 ? "Q" + Long.toString(random.nextLong(1L << 40), 36) : candidates.apply(i);
        }
        return candidate;
    }

    private boolean containsOriginal(String candidate) {
        String lower = candidate.toLowerCase(Locale.GERMAN);
        if (originals.contains(lower)) {
            return true;
        }
        for (int from = 0; from < lower.length(); from++) {
            if (contained.longest(lower, from, word -> true) != null) {
                return true;
            }
        }
        return false;
    }

    /** A character that was lost on the way stays lost. */
    private static String lost(String word, String name) {
        return word.indexOf('\uFFFD') < 0 ? name : name + '\uFFFD';
    }

    static boolean isAscii(String word) {
        return word.chars().allMatch(character -> character < 128 || character == '\uFFFD');
    }
}
