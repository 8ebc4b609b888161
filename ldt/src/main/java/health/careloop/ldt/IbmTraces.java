package health.careloop.ldt;

import java.util.Optional;

/**
 * Which of the two IBM charsets the bytes above 127 are written in. CP850 has letters where CP437 draws boxes and writes
 * Greek: a word with a drawing in it is CP850, a Greek letter that stands alone is CP437.
 */
final class IbmTraces {
    /** What a byte is in both, and what it may prove. */
    private enum Kind {
        /** The same in both, and no letter; or in neither anything that tells. */
        SAME,
        /** A Latin letter in both. */
        LETTER,
        /** In CP850 a small or a capital letter, in CP437 none of ours. */
        SMALL,
        CAPITAL,
        /** The same where CP437 has a Greek letter. */
        SMALL_OR_GREEK,
        CAPITAL_OR_GREEK,
        /** What only CP850 has and laboratories write: × ® ©. */
        SIGN,
        PARAGRAPH,
        POWER,
        ACUTE,
        /** What only CP437 has and laboratories write: ≥ ≤ ≈ √ ∙. */
        COMPARISON
    }

    private static final Kind[] KINDS = new Kind[128];
    private static final String SAID_BY_437 = "αΓπΣστΦΘΩδ∞φ";

    static {
        byte[] all = new byte[KINDS.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (128 + i);
        }
        String only437 = LdtCharset.CP437.decode(all, 0, all.length);
        String also850 = LdtCharset.CP850.decode(all, 0, all.length);
        for (int i = 0; i < KINDS.length; i++) {
            KINDS[i] = kind(only437.charAt(i), also850.charAt(i));
        }
    }

    private final Lines lines;
    private int for850;
    private int for437;
    private int undecidedLine = -1;
    private int undecidedAt;

    IbmTraces(Lines lines) {
        this.lines = lines;
    }

    private static Kind kind(char in437, char in850) {
        if (in437 == in850) {
            return isLatin(in850) ? Kind.LETTER : Kind.SAME;
        }
        if (isLatin(in850)) {
            boolean greek = SAID_BY_437.indexOf(in437) >= 0;
            return Character.isLowerCase(in850)
                    ? greek ? Kind.SMALL_OR_GREEK : Kind.SMALL
                    : greek ? Kind.CAPITAL_OR_GREEK : Kind.CAPITAL;
        }
        return switch (in850) {
            case '×', '®', '©' -> Kind.SIGN;
            case '§' -> Kind.PARAGRAPH;
            case '³' -> Kind.POWER;
            case '´' -> Kind.ACUTE;
            default -> "≥≤≈√∙".indexOf(in437) >= 0 ? Kind.COMPARISON : Kind.SAME;
        };
    }

    private static boolean isLatin(char c) {
        return (c >= 'À' && c <= 'ÿ' && c != '×' && c != '÷') || c == 'ı';
    }

    void add(IbmTraces more) {
        for850 += more.for850;
        for437 += more.for437;
    }

    /** The place of a word in doubt. */
    void placedAs(IbmTraces other) {
        undecidedLine = other.undecidedLine;
        undecidedAt = other.undecidedAt;
    }

    /** @param p of a byte above 127 in that line */
    void weigh(int line, int p) {
        byte[] bytes = lines.bytes();
        int from = lines.contentStart(line);
        int to = lines.contentEnd(line);
        byte before = p > from ? bytes[p - 1] : (byte) ' ';
        byte after = p + 1 < to ? bytes[p + 1] : (byte) ' ';
        Kind kind = KINDS[bytes[p] & 0x7F];
        int verdict = switch (kind) {
            case SAME, LETTER -> 2;
            case SMALL, CAPITAL, SMALL_OR_GREEK, CAPITAL_OR_GREEK -> letter(kind, before, after);
            case SIGN -> !isLetter(before) || !isLetter(after) ? drawn(before, after) : 0;
            case PARAGRAPH -> 1;
            case POWER -> isPower(bytes, from, to, p) || !isLetter(before) ? 1 : 0;
            case ACUTE -> isLetter(before) && isLetter(after) ? 1 : 0;
            case COMPARISON -> isDigit(after) || after == ' ' && p + 2 < to && isDigit(bytes[p + 2]) ? -1 : 0;
        };
        if (verdict == 1) {
            for850++;
        } else if (verdict == -1) {
            for437++;
        } else if (verdict == 0 && undecidedLine < 0) {
            undecidedLine = line;
            undecidedAt = p;
        }
    }

    /** 1 for CP850, -1 for CP437, 0 for nobody knows, 2 for no matter. */
    private static int letter(Kind kind, byte before, byte after) {
        boolean greek = kind == Kind.SMALL_OR_GREEK || kind == Kind.CAPITAL_OR_GREEK;
        boolean small = kind == Kind.SMALL || kind == Kind.SMALL_OR_GREEK;
        boolean follows = isLetter(before);
        boolean leads = isLetter(after);
        if (!follows && !leads) {
            if (greek) {
                // α-Amylase, TNF-α, α1-Antitrypsin.
                return before == '-' || after == '-' || isDigit(after) ? -1 : 0;
            }
            return 2;
        }
        if (small) {
            return follows || !isCapital(after) ? 1 : 0;
        }
        // kΩ, TNFα and "Befund╡" are no words that end in a capital letter.
        boolean afterSmall = follows && !isCapital(before);
        boolean ends = follows && !leads;
        return afterSmall && !(leads && !greek) || ends && greek ? 0 : 1;
    }

    /** A part of a frame stands beside other parts of it. */
    private static int drawn(byte before, byte after) {
        return before >= 0 && after >= 0 ? 1 : 2;
    }

    /** Ten to the third, or m³, cm³, l³ as a unit; between letters FC is an ü of ISO 8859. */
    static boolean isPower(byte[] bytes, int from, int to, int p) {
        if (p == from || (p + 1 < to && isAsciiLetter(bytes[p + 1]))) {
            return false;
        }
        if (isDigit(bytes[p - 1])) {
            return true;
        }
        if (bytes[p - 1] != 'm') {
            return false;
        }
        int start = p - 1;
        if (start > from && "cdmkn".indexOf(bytes[start - 1]) >= 0) {
            start--;
        }
        return start == from || !(isAsciiLetter(bytes[start - 1]) || bytes[start - 1] < 0);
    }

    /**
     * Whether ISO 8859 has a small letter of another language where the IBM charsets would have a capital one, or a sign,
     * inside a word: René, François, Søren.
     */
    static boolean isIsoLetter(byte[] bytes, int from, int to, int p) {
        boolean leads = p + 1 < to && isSmall(bytes[p + 1]);
        if (bytes[p] == (byte) 0xF5) {
            // Tõnu: no paragraph stands between two letters.
            return leads && p > from && isAsciiLetter(bytes[p - 1]);
        }
        if (p == from || !isSmall(bytes[p - 1])) {
            return false;
        }
        return switch (bytes[p] & 0xFF) {
            case 0xE9 -> leads || p + 1 == to || !isAsciiLetter(bytes[p + 1]);
            // Not where CP850 has a small letter too, and not the dots, dashes and powers between units.
            case 0xE0, 0xE2, 0xE3, 0xE5, 0xE7, 0xE8, 0xEA, 0xEB, 0xF1, 0xF2, 0xF3, 0xF4, 0xF8, 0xFB -> leads;
            default -> false;
        };
    }

    /** Whether the IBM charsets have a letter inside a word where ISO 8859 and Windows-1252 have a sign. */
    static boolean isIbmLetter(byte[] bytes, int from, int to, int p) {
        if (p == from || p + 1 >= to || !isAsciiLetter(bytes[p - 1]) || !isAsciiLetter(bytes[p + 1])) {
            return false;
        }
        return switch (bytes[p] & 0xFF) {
            case 0x82, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8B, 0x8D, 0x95, 0x98, 0x9B, 0xA1, 0xA2, 0xA3 -> true;
            default -> false;
        };
    }

    LdtCharset charset() {
        return for850 > 0 && for850 >= for437 ? LdtCharset.CP850 : LdtCharset.CP437;
    }

    /** What nobody can decide, in both readings. */
    Optional<Fault> doubt() {
        boolean contradicts = for850 > 0 && for437 > 0;
        if (undecidedLine < 0 || !(contradicts || for850 == for437)) {
            return Optional.empty();
        }
        LdtCharset read = charset();
        LdtCharset other = read == LdtCharset.CP850 ? LdtCharset.CP437 : LdtCharset.CP850;
        return Optional.of(new CharsetDoubt(lines, undecidedLine, undecidedAt).fault(read, other));
    }

    /** Also one both charsets have; other letters may be a frame. */
    private static boolean isLetter(byte value) {
        return value < 0 ? KINDS[value & 0x7F] == Kind.LETTER : isAsciiLetter(value);
    }

    private static boolean isAsciiLetter(byte value) {
        int lower = value | 0x20;
        return value > 0 && lower >= 'a' && lower <= 'z';
    }

    private static boolean isCapital(byte value) {
        return value < 0 ? "ÇÄÅÉÆÖÜÑ".indexOf(one(value)) >= 0 : value >= 'A' && value <= 'Z';
    }

    private static boolean isSmall(byte value) {
        return value >= 'a' && value <= 'z';
    }

    private static char one(byte value) {
        return LdtCharset.CP850.decode(new byte[] {value}, 0, 1).charAt(0);
    }

    private static boolean isDigit(byte value) {
        return value >= '0' && value <= '9';
    }
}
