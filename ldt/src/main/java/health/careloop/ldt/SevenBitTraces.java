package health.careloop.ldt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Weighs whether the braces and bars of seven-bit text are umlauts of DIN 66003. No single one decides: a word of German
 * speaks for it, a pair of braces around a text against it.
 */
final class SevenBitTraces {
    /** What a German word weighs: no other reading makes sense of it. */
    static final int WORD = 3;

    /** What an umlaut weighs in a field that names somebody. */
    static final int NAME = 3;

    /** Parts of German words as DIN 66003 has them. */
    private static final byte[][] GERMAN = parts(
            "f}r }ber }bel }bung gr|~ gr}n m{nn m{dch k|nn h|h r|hr r|t s{ur pr}f m}ll j}rg j|rg g}nt g|tz b|hm sch{f"
                    + " schr|d k|hl k|nig wei~ gro~ stra~ spie~ heu~ l{ng m{~ig n{chs sp{t zus{tz erh|h verd{ verd}n"
                    + " w{chs ver{n h{mat h{mog gef{ k|rper br} dr} fr}h n}cht m}nch w}rd w}ns n}rn t}b {rzt {hnl {lter"
                    + " {nder |ffn |ffent |stra ausf} gem{~ best{t gew|h n|tig m|gl geh|r st|r h{uf {u~er h{lt tr{g"
                    + " schw{ kr{f spr{ch r}ck st}ck gl}ck schl}ss k}rz k}nst fl}ss st}tz s}d l|sch gr}nd schl{ bl}t"
                    + " d}nn w{hr n{her fr{u pl{tt p{dag kn|ch gyn{ p{di h{ngt n{mie {mie t{gl unvertr{ bakteri{m");

    private final Lines lines;
    private int bars;
    private int inside;
    private int known;
    private int contrary;

    private SevenBitTraces(Lines lines) {
        this.lines = lines;
    }

    /** Of a package without bytes above 127. */
    static SevenBitTraces of(Lines lines, PackageSpan span) {
        SevenBitTraces traces = new SevenBitTraces(lines);
        byte[] bytes = lines.bytes();
        int to = lines.contentEnd(span.to() - 1);
        int p = LineScan.national(bytes, lines.start(span.from()), to);
        for (int i = span.from(); p < to; i++) {
            if (p < lines.contentEnd(i)) {
                traces.weigh(i);
                p = LineScan.national(bytes, lines.contentEnd(i), to);
            }
        }
        return traces;
    }

    /** Of the lines of a package that have no byte above 127. */
    static SevenBitTraces besides(Lines lines, PackageSpan span) {
        SevenBitTraces traces = new SevenBitTraces(lines);
        for (int i = span.from(); i < span.to(); i++) {
            if (!lines.isHigh(i)) {
                traces.weigh(i);
            }
        }
        return traces;
    }

    /** How many umlauts stand in German words or in names. */
    int words() {
        return known / WORD;
    }

    /** @param i a line, of any bytes where it has none above 127 */
    private void weigh(int i) {
        byte[] bytes = lines.bytes();
        int from = lines.contentStart(i);
        int to = lines.contentEnd(i);
        int named = names(lines.id(i)) ? NAME : 0;
        boolean open = false;
        for (int p = from; p < to; p++) {
            byte value = bytes[p];
            if (value < '{' || value > '~') {
                continue;
            }
            byte before = p > from ? bytes[p - 1] : 0;
            byte after = p + 1 < to ? bytes[p + 1] : 0;
            if (isGerman(bytes, from, to, p, value)) {
                known += WORD;
            } else if (value == '~') {
                sharp(bytes, from, p, after);
            } else if (value == '{' && !isWord(before)) {
                open = true;
                known += isLower(after) ? named : 0;
            } else if (value == '}' && open && !isWord(after)) {
                open = false;
                contrary += 2;
            } else if (isLower(after) && !isUpperPair(before, after)) {
                letter(value, before, after, named);
            } else if (!isLower(before) || isBracket(after) || value == '|') {
                contrary++;
            }
        }
    }

    /** A brace or bar with a small letter behind it. */
    private void letter(byte value, byte before, byte after, int named) {
        if (isBracket(before)) {
            contrary++;
        } else if (isLetter(before) || before == '~') {
            // Only ä goes before a vowel (äu); ö and ü stand between consonants.
            boolean likely = !isVowel(before) && (value == '{' ? after == 'u' || !isVowel(after) : !isVowel(after));
            count(value, likely ? 1 : 0, named);
        } else if (value == '}') {
            count(value, before == 0 || before == ' ' || before == '-' ? 1 : 0, named);
        } else if (value == '|' && before != ' ' && before != 0) {
            contrary++;
        } else {
            known += named;
        }
    }

    private void count(byte value, int weight, int named) {
        known += named;
        if (value == '|') {
            bars += weight;
        } else {
            inside += weight;
        }
    }

    /** ß follows a vowel that is not the first letter. */
    private void sharp(byte[] bytes, int from, int p, byte after) {
        int letters = 0;
        while (p - letters > from && isWord(bytes[p - letters - 1])) {
            letters++;
        }
        if (letters >= 2 && (isVowel(bytes[p - 1]) || isBracket(bytes[p - 1])) && after != '~') {
            inside++;
        }
    }

    /**
     * Bars alone prove nothing: a list such as {@code positiv|negativ} has them between letters as well, so they count
     * beside other umlauts only.
     */
    boolean areUmlauts() {
        int found = known + inside + (known + inside > 0 ? bars : 0);
        return found > contrary;
    }

    /** Fields that name a person, a street or a town: no brace belongs there. */
    static boolean names(int field) {
        return switch (field) {
            case 203, 205, 211, 216, 3100, 3101, 3102, 3104, 3107, 3109, 3113, 3120, 4243, 8320, 8321, 8323 -> true;
            default -> false;
        };
    }

    /** @param sign what stands at {@code p}, capitals of DIN 66003 as the small letter */
    static boolean isGerman(byte[] bytes, int from, int to, int p, byte sign) {
        for (byte[] part : GERMAN) {
            for (int at = 0; at < part.length; at++) {
                if (part[at] == sign
                        && p - at >= from
                        && p - at + part.length <= to
                        && reads(bytes, p - at, part, sign != bytes[p])) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean reads(byte[] bytes, int from, byte[] part, boolean capitals) {
        for (int i = 0; i < part.length; i++) {
            boolean small = capitals || (i == 0 && isLetter(bytes[from]));
            if ((small ? bytes[from + i] | 0x20 : bytes[from + i]) != part[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[][] parts(String words) {
        return Arrays.stream(words.split(" +"))
                .map(word -> word.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
    }

    private static boolean isUpperPair(byte before, byte after) {
        return isLetter(before) && !isLower(before) && isLetter(after) && !isLower(after);
    }

    private static boolean isBracket(byte value) {
        return value >= '{' && value <= '}';
    }

    private static boolean isWord(byte value) {
        return isLetter(value) || (value >= '{' && value <= '~');
    }

    static boolean isLower(byte value) {
        return value >= 'a' && value <= 'z';
    }

    static boolean isVowel(byte value) {
        return switch (value | 0x20) {
            case 'a', 'e', 'i', 'o', 'u' -> true;
            default -> false;
        };
    }

    static boolean isLetter(byte value) {
        int lower = value | 0x20;
        return value > 0 && lower >= 'a' && lower <= 'z';
    }
}
