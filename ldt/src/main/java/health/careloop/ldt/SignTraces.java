package health.careloop.ldt;

import java.util.Set;

/**
 * Which family of charsets the bytes above 127 are written in that are no umlauts: the same byte is a µ of ISO 8859 and an
 * Á or a frame of the IBM charsets. What stands beside it tells; of a unit without any umlaut nothing else does.
 */
final class SignTraces {
    enum Verdict {
        ISO,
        IBM,
        /** A sign or a letter in both. */
        DOUBTFUL,
        /** Says nothing. */
        NONE
    }

    private static final int UNIT = 8421;

    /** What is measured in millionths. */
    private static final Set<String> MICRO = Set.of(
            "g", "l", "L", "mol", "Mol", "m", "M", "s", "S", "U", "E", "IE", "IU", "kat", "kU", "val", "Val", "V", "A",
            "eq", "Eq", "Osm", "osm", "Gy", "Sv", "Ci", "W", "N", "Pa", "J", "lU");

    /** Umlauts, of which most texts have no other byte above 127, tell elsewhere. */
    private static final boolean[] TELLS = new boolean[256];

    static {
        int[] signs = {
            0xB5, 0xE6, 0xB0, 0xF8, 0xB2, 0xFD, 0xB3, 0xB1, 0xF1, 0xDF, 0xE1, 0xA7, 0xF5, 0xD7, 0x9E, 0xB7, 0xFA, 0xF2,
            0xF3, 0xE0, 0xEB, 0xEE, 0xC4, 0xCD, 0xDB, 0xDC
        };
        for (int sign : signs) {
            TELLS[sign] = true;
        }
    }

    int iso;
    int ibm;
    int doubtful;

    private SignTraces() {}

    static SignTraces none() {
        return new SignTraces();
    }

    void add(SignTraces more) {
        iso += more.iso;
        ibm += more.ibm;
        doubtful += more.doubtful;
    }

    void count(Verdict verdict) {
        switch (verdict) {
            case ISO -> iso++;
            case IBM -> ibm++;
            case DOUBTFUL -> doubtful++;
            case NONE -> {}
        }
    }

    /**
     * What one byte says.
     *
     * @param p of a byte above 127 in the content of a field from {@code from} to {@code to}
     */
    static Verdict of(byte[] bytes, int from, int to, int p, int field) {
        if (!TELLS[bytes[p] & 0xFF]) {
            return Verdict.NONE;
        }
        return new Place(bytes, from, to, p, field).verdict();
    }

    /** ß and á are letters of names: beside other evidence one of them proves nothing. */
    static boolean isLetter(byte[] bytes, int p) {
        return bytes[p] == (byte) 0xE1 || bytes[p] == (byte) 0xDF;
    }

    private record Place(byte[] bytes, int from, int to, int p, int field) {
        Verdict verdict() {
            int value = bytes[p] & 0xFF;
            if (isFrame(value)) {
                return Verdict.IBM;
            }
            return switch (value) {
                case 0xB5 -> micro(Verdict.ISO);
                case 0xE6 -> letter(-1) && letter(1) ? Verdict.ISO : micro(Verdict.IBM);
                case 0xB0 -> beside(letter(-1) && letter(1) ? Verdict.NONE : Verdict.ISO);
                case 0xF8 -> degree();
                case 0xB2 -> beside(letter(-1) || digit(-1) || at(-1) == ')' ? Verdict.ISO : Verdict.DOUBTFUL);
                case 0xFD -> power() ? Verdict.NONE : accented();
                case 0xB3 -> beside(cubed());
                case 0xB1 -> beside(digit(1) || !letter(-1) && !letter(1) ? Verdict.ISO : Verdict.NONE);
                case 0xF1 -> digit(1) || !letter(-1) && !letter(1) ? beside(Verdict.IBM) : Verdict.NONE;
                case 0xDF -> !letter(-1) && !letter(1) ? beside(greek(Verdict.ISO)) : Verdict.NONE;
                case 0xE1 -> sharp();
                case 0xA7 -> paragraph(digit(-1) ? Verdict.DOUBTFUL : Verdict.ISO);
                case 0xF5 -> paragraph(Verdict.IBM);
                case 0xD7 -> times(Verdict.ISO);
                case 0x9E -> times(Verdict.IBM);
                case 0xB7 -> digit(-1) && digit(1) ? Verdict.ISO : Verdict.NONE;
                case 0xFA -> digit(-1) && digit(1) ? Verdict.IBM : Verdict.NONE;
                case 0xF2, 0xF3 -> !word(-1) && (digit(1) || at(1) == ' ' && digit(2)) ? Verdict.IBM : Verdict.NONE;
                case 0xE0, 0xEB, 0xEE -> word(-1) || word(1) ? Verdict.NONE : prefix() ? Verdict.IBM : Verdict.NONE;
                default -> Verdict.NONE;
            };
        }

        /** A line drawn or a bar: nobody writes ÄÄÄÄ or ░░░░. */
        private boolean isFrame(int value) {
            return switch (value) {
                case 0xC4, 0xCD, 0xDB, 0xDC, 0xB0, 0xB1, 0xB2 ->
                    at(-1) == bytes[p] && at(-2) == bytes[p] && at(-3) == bytes[p];
                default -> false;
            };
        }

        /** µ of one family, a letter or a frame in the other. */
        private Verdict micro(Verdict written) {
            if (word(-1)) {
                return Verdict.NONE;
            }
            int end = p + 1;
            while (end < to && isLetter(bytes[end])) {
                end++;
            }
            if (end < to && bytes[end] < 0) {
                return Verdict.NONE;
            }
            if (end == p + 1) {
                return field == UNIT || digit(-1) || at(-1) == ' ' && digit(-2) ? written : Verdict.DOUBTFUL;
            }
            String unit = LdtCharset.ISO_8859_1.decode(bytes, p + 1, end - p - 1);
            if (field == UNIT || MICRO.contains(unit)) {
                return written;
            }
            return written == Verdict.IBM ? Verdict.DOUBTFUL : Verdict.NONE;
        }

        /** ° of IBM, ø of ISO 8859. */
        private Verdict degree() {
            if (high(-1) || high(1)) {
                return Verdict.NONE;
            }
            if (letter(-1)) {
                return letter(1) || SevenBitTraces.names(field) ? Verdict.ISO : Verdict.DOUBTFUL;
            }
            boolean scale = "CFK".indexOf(at(1)) >= 0 && !letter(2) || at(1) == 'd' && at(2) == 'H';
            if (digit(-1) || scale) {
                return Verdict.IBM;
            }
            return letter(1) ? Verdict.ISO : Verdict.DOUBTFUL;
        }

        /** ý of ISO 8859, which is no power here. */
        private Verdict accented() {
            if (!letter(-1)) {
                return digit(-1) ? Verdict.IBM : Verdict.NONE;
            }
            if (letter(1) || SevenBitTraces.names(field)) {
                return Verdict.ISO;
            }
            return field == UNIT ? Verdict.IBM : Verdict.DOUBTFUL;
        }

        /** ³ of ISO 8859, a line between columns of IBM. */
        private Verdict cubed() {
            if (digit(-1) && digit(1)) {
                return Verdict.DOUBTFUL;
            }
            if (power() || field == UNIT && letter(-1)) {
                return Verdict.ISO;
            }
            return at(-1) == ' ' && at(1) == ' ' ? Verdict.IBM : Verdict.DOUBTFUL;
        }

        /** ß of IBM, á of ISO 8859: ß follows a vowel, á mostly none. Beáta, Gaál and Suárez are in doubt. */
        private Verdict sharp() {
            if (!word(-1)) {
                return letter(1) ? Verdict.NONE : greek(Verdict.IBM);
            }
            int before = at(-1);
            if (before >= 'A' && before <= 'Z') {
                // Á would be a capital letter among capital letters.
                return at(-2) >= 'A' && at(-2) <= 'Z' ? Verdict.IBM : small(1) ? Verdict.ISO : Verdict.NONE;
            }
            return switch (before) {
                case 'a', 'o', 'u', 'e' -> !word(1) || "ebmfwkg".indexOf(at(1)) >= 0 ? Verdict.IBM : Verdict.DOUBTFUL;
                case 'i' ->
                    at(-2) == 'e' || at(-2) == 'E' ? Verdict.IBM : at(1) == 'n' ? Verdict.ISO : Verdict.DOUBTFUL;
                // An umlaut of IBM in front of it tells by itself.
                default -> letter(-1) && (small(1) || !word(1)) ? Verdict.ISO : Verdict.NONE;
            };
        }

        /** §, a letter or a sign of the other family. */
        private Verdict paragraph(Verdict written) {
            boolean numbered = digit(1) || at(1) == ' ' && digit(2) || at(1) == bytes[p];
            return numbered && !word(-1) ? written : Verdict.NONE;
        }

        private Verdict times(Verdict written) {
            boolean before = digit(-1) || at(-1) == ' ' && digit(-2);
            boolean after = digit(1) || at(1) == ' ';
            return before && after ? written : Verdict.NONE;
        }

        /** ß-HCG, ß2-Mikroglobulin: written for β. */
        private Verdict greek(Verdict written) {
            return prefix() ? written : Verdict.NONE;
        }

        private boolean prefix() {
            return at(1) == '-' || digit(1) || at(-1) == '-';
        }

        private boolean power() {
            return IbmTraces.isPower(bytes, from, to, p);
        }

        /** Parts of a frame stand beside other parts of it. */
        private Verdict beside(Verdict verdict) {
            return high(-1) || high(1) ? Verdict.NONE : verdict;
        }

        private int at(int distance) {
            int at = p + distance;
            return at < from || at >= to ? ' ' : bytes[at];
        }

        private boolean high(int distance) {
            return at(distance) < 0;
        }

        private boolean digit(int distance) {
            int value = at(distance);
            return value >= '0' && value <= '9';
        }

        private boolean small(int distance) {
            int value = at(distance);
            return value >= 'a' && value <= 'z';
        }

        private boolean letter(int distance) {
            return isLetter((byte) at(distance));
        }

        /** A letter, or what may be one. */
        private boolean word(int distance) {
            return letter(distance) || high(distance);
        }

        private static boolean isLetter(byte value) {
            int lower = value | 0x20;
            return value > 0 && lower >= 'a' && lower <= 'z';
        }
    }
}
