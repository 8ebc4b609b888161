package health.careloop.ldt;

/** What the bytes of a package say about their charset: counted, not yet judged. */
final class CharsetTraces {
    private final Lines lines;
    private final SevenBitTraces sevenBit;

    int umlautsIso;
    int umlautsIbm;
    /** IBM umlauts with a letter on both sides: no quotation mark of Windows-1252 stands there. */
    int umlautsIbmInside;

    int only850;
    /** Bytes 0x80 to 0x9F. */
    int controls;
    /** Of these, what Windows-1252 has for € ‘ ’ “ – —, and German in an IBM charset hardly ever. */
    int only1252;

    int no1252;
    int replacements;
    int garbled;
    /** Characters that became two by reading UTF-8 as a single-byte charset and encoding it again. */
    int doubled;

    int high;
    boolean utf8 = true;
    int countsCharacters;
    int countsBytes;
    int firstGarbled = -1;
    int firstReplacement = -1;
    int firstControl = -1;

    CharsetTraces(Lines lines) {
        this.lines = lines;
        sevenBit = new SevenBitTraces(lines);
    }

    /** Most lines hold nothing that tells one charset from another; they are passed over eight bytes at a time. */
    void weigh(PackageSpan span) {
        byte[] bytes = lines.bytes();
        int to = lines.contentEnd(span.to() - 1);
        int p = LineScan.telling(bytes, lines.start(span.from()), to);
        for (int i = span.from(); p < to; i++) {
            if (p < lines.contentEnd(i)) {
                weigh(i);
                p = LineScan.telling(bytes, lines.contentEnd(i), to);
            }
        }
    }

    private void weigh(int i) {
        byte[] bytes = lines.bytes();
        int from = lines.contentStart(i);
        int to = lines.contentEnd(i);
        int before = high;
        boolean braces = false;
        for (int p = from; p < to; p++) {
            byte value = bytes[p];
            if (value < 0 || value >= '{') {
                if (value < 0) {
                    boolean after = p > from && isLetter(bytes[p - 1]);
                    boolean inFront = p + 1 < to && isLetter(bytes[p + 1]);
                    boolean afterDigit = p > from && bytes[p - 1] >= '0' && bytes[p - 1] <= '9';
                    weigh(value & 0xFF, after, inFront, afterDigit, i);
                } else {
                    braces = true;
                }
            }
        }
        if (braces && high == 0) {
            sevenBit.weigh(i);
        }
        if (high > before && utf8) {
            weighUtf8(bytes, from, to, i);
        }
    }

    private void weighUtf8(byte[] bytes, int from, int to, int i) {
        boolean mayBeCut = i == lines.count() - 1 && lines.ending(i) == LineEnding.NONE;
        int characters = Utf8.characters(bytes, from, to, mayBeCut);
        if (characters < 0) {
            utf8 = false;
            return;
        }
        int pairs = Utf8.doubled(bytes, from, to);
        doubled += pairs;
        if (lines.declared(i) == characters - pairs + 9) {
            countsCharacters++;
        } else if (lines.declared(i) == to - from + 9) {
            countsBytes++;
        }
        int found = Utf8.replacements(bytes, from, to);
        if (found > 0 && firstReplacement < 0) {
            firstReplacement = i;
        }
        replacements += found;
        int controlsInText = pairs > 0 ? 0 : Utf8.controls(bytes, from, to);
        if (controlsInText > 0 && firstGarbled < 0) {
            firstGarbled = i;
        }
        garbled += controlsInText;
    }

    /** Only what stands in a word is taken for an umlaut: the same bytes are units and box drawings elsewhere. */
    private void weigh(int value, boolean after, boolean inFront, boolean afterDigit, int line) {
        boolean inWord = after || inFront;
        high++;
        if (value < 0xA0) {
            controls++;
            if (firstControl < 0) {
                firstControl = line;
            }
        }
        switch (value) {
            case 0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0xDF -> {
                umlautsIso += inWord ? 1 : 0;
                // Ten to the third: FC is a superscript three in CP850, a superscript n in CP437.
                only850 += value == 0xFC && afterDigit && !inWord ? 1 : 0;
            }
            case 0x84, 0x94, 0x81, 0x8E, 0x99, 0x9A -> {
                umlautsIbm += inWord ? 1 : 0;
                umlautsIbmInside += after && inFront ? 1 : 0;
                no1252 += value == 0x81 ? 1 : 0;
            }
            case 0x80, 0x91, 0x92, 0x93, 0x96, 0x97 -> only1252++;
            case 0x8D, 0x8F, 0x90, 0x9D -> no1252++;
            case 0xF5 -> only850++;
            // Letters in CP850 (Á Â À ã Ã ð Ð Ê Ë È Î Ï), drawings in CP437.
            case 0xB5, 0xB6, 0xB7, 0xC6, 0xC7, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD7, 0xD8 -> only850 += inWord ? 1 : 0;
            default -> {}
        }
    }

    boolean isWindows1252() {
        return only1252 > 0 && no1252 == 0 && umlautsIbmInside == 0;
    }

    /** Pure seven-bit text whose braces and bars are umlauts rather than themselves. */
    boolean isDin66003() {
        return high == 0 && sevenBit.areUmlauts();
    }

    private static boolean isLetter(byte value) {
        int lower = value | 0x20;
        return value > 0 && lower >= 'a' && lower <= 'z';
    }
}
