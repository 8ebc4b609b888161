package health.careloop.ldt;

import java.util.Optional;
import java.util.stream.IntStream;

/** What the bytes of a package say about their charset: counted, not yet judged. */
final class CharsetTraces {
    private final Lines lines;
    private final PackageSpan span;

    int umlautsIso;
    int umlautsIbm;
    /** Umlauts of ISO 8859 that are õ and Í in CP850: the same word may be another name. */
    private int also850;

    private int also850Line = -1;
    private int also850At;
    /** IBM umlauts with a letter on both sides: no quotation mark of Windows-1252 stands there. */
    int umlautsIbmInside;

    /** CP850 or CP437, if it is one of them. */
    final IbmTraces ibm;

    /** What is no umlaut: µ, °, ², ±, and letters that stand where none can. */
    final SignTraces signs = SignTraces.none();

    /** Powers of a unit or of ten: FC is no ü there. */
    private int powers;
    /** Bytes 0x80 to 0x9F. */
    int controls;
    /** Of these, what Windows-1252 has for € ‘ ’ “ – —, and German in an IBM charset hardly ever. */
    int only1252;

    int no1252;
    int replacements;
    int garbled;
    /** Characters that became two by reading UTF-8 as a single-byte charset and encoding it again. */
    int doubled;

    /** Lines with bytes above 127. */
    int high;

    boolean utf8 = true;
    int countsCharacters;
    int countsBytes;
    int firstGarbled = -1;
    int firstReplacement = -1;
    int firstControl = -1;
    /** Lines with umlauts of UTF-8; where other lines are not UTF-8, these bytes count for nothing else. */
    int utf8Lines;

    int firstUtf8 = -1;

    CharsetTraces(Lines lines, PackageSpan span) {
        this.lines = lines;
        this.span = span;
        ibm = new IbmTraces(lines);
    }

    /**
     * With what was found in front of these lines: a stream is judged by all that has been read of it. Places stay those of
     * these lines.
     */
    CharsetTraces after(CharsetTraces earlier) {
        CharsetTraces all = new CharsetTraces(lines, span);
        all.count(this);
        all.count(earlier);
        all.also850Line = also850Line;
        all.also850At = also850At;
        all.firstGarbled = firstGarbled;
        all.firstReplacement = firstReplacement;
        all.firstControl = firstControl;
        all.firstUtf8 = firstUtf8;
        all.ibm.placedAs(ibm);
        return all;
    }

    /** The numbers alone: the bytes may be given up. */
    CharsetTraces counted() {
        CharsetTraces numbers = new CharsetTraces(Lines.raw(new byte[0], 0, 0, 0), span);
        numbers.count(this);
        return numbers;
    }

    private void count(CharsetTraces more) {
        umlautsIso += more.umlautsIso;
        umlautsIbm += more.umlautsIbm;
        umlautsIbmInside += more.umlautsIbmInside;
        also850 += more.also850;
        powers += more.powers;
        controls += more.controls;
        only1252 += more.only1252;
        no1252 += more.no1252;
        replacements += more.replacements;
        garbled += more.garbled;
        doubled += more.doubled;
        high += more.high;
        utf8 &= more.utf8;
        countsCharacters += more.countsCharacters;
        countsBytes += more.countsBytes;
        utf8Lines += more.utf8Lines;
        signs.add(more.signs);
        ibm.add(more.ibm);
    }

    /** Most lines hold nothing that tells one charset from another; which do was seen when they were found. */
    void weigh() {
        for (int i = span.from(); lines.anyHigh() && i < span.to(); i++) {
            if (lines.isHigh(i)) {
                weigh(i);
            }
        }
    }

    private void weigh(int i) {
        int from = lines.contentStart(i);
        int to = lines.contentEnd(i);
        weighUtf8(lines.bytes(), from, to, i);
        weighBytes(lines.bytes(), from, to, i);
    }

    private void weighBytes(byte[] bytes, int from, int to, int i) {
        int pairs = 0;
        for (int p = from; p < to; p++) {
            byte value = bytes[p];
            if (isUtf8Umlaut(bytes, from, to, p)) {
                pairs++;
                p++;
            } else if (value < 0) {
                boolean after = p > from && isLetter(bytes[p - 1]);
                boolean inFront = p + 1 < to && isLetter(bytes[p + 1]);
                SignTraces.Verdict sign = SignTraces.of(bytes, from, to, p, lines.id(i));
                signs.count(sign);
                if (sign != SignTraces.Verdict.ISO) {
                    ibm.weigh(i, p);
                }
                if ((value == (byte) 0xFC || value == (byte) 0xFD) && IbmTraces.isPower(bytes, from, to, p)) {
                    powers++;
                } else {
                    weigh(value & 0xFF, after, inFront, i);
                    if ((value == (byte) 0xE4 || value == (byte) 0xD6) && (after || inFront) && also850++ == 0) {
                        also850Line = i;
                        also850At = p;
                    }
                    umlautsIso += IbmTraces.isIsoLetter(bytes, from, to, p) ? 1 : 0;
                    umlautsIbm += IbmTraces.isIbmLetter(bytes, from, to, p) ? 1 : 0;
                }
            }
        }
        if (pairs > 0 && utf8Lines++ == 0) {
            firstUtf8 = i;
        }
    }

    /** An umlaut of UTF-8 in a word: its two bytes are no word in any other charset. */
    static boolean isUtf8Umlaut(byte[] bytes, int from, int to, int p) {
        if (bytes[p] != (byte) 0xC3 || p + 1 >= to) {
            return false;
        }
        boolean umlaut = switch (bytes[p + 1] & 0xFF) {
            case 0xA4, 0xB6, 0xBC, 0x84, 0x96, 0x9C, 0x9F -> true;
            default -> false;
        };
        return umlaut && ((p > from && isLetter(bytes[p - 1])) || (p + 2 < to && isLetter(bytes[p + 2])));
    }

    private void weighUtf8(byte[] bytes, int from, int to, int i) {
        boolean mayBeCut = i == lines.count() - 1 && lines.ending(i) == LineEnding.NONE;
        int characters = Utf8.characters(bytes, from, to, mayBeCut);
        high++;
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
    private void weigh(int value, boolean after, boolean inFront, int line) {
        boolean inWord = after || inFront;
        if (value < 0xA0) {
            controls++;
            if (firstControl < 0) {
                firstControl = line;
            }
        }
        switch (value) {
            case 0xE4, 0xF6, 0xFC, 0xC4, 0xD6, 0xDC, 0xDF -> umlautsIso += inWord ? 1 : 0;
            case 0x84, 0x94, 0x81, 0x8E, 0x99, 0x9A -> {
                umlautsIbm += inWord ? 1 : 0;
                umlautsIbmInside += after && inFront ? 1 : 0;
                no1252 += value == 0x81 ? 1 : 0;
            }
            case 0x80, 0x91, 0x92, 0x93, 0x96, 0x97 -> only1252++;
            case 0x8D, 0x8F, 0x90, 0x9D -> no1252++;
            default -> {}
        }
    }

    /** IBM charsets have umlauts or powers where ISO 8859 has nothing that stands in a text; without any, signs tell. */
    boolean isIbm() {
        return umlautsIso == 0 && (umlautsIbm + powers > 0 || signs.ibm > 0 && signs.iso == 0);
    }

    /** The other way round. */
    boolean isIso() {
        return umlautsIbm + powers == 0 && (umlautsIso > 0 || signs.iso > 0 && signs.ibm == 0);
    }

    /** Whether no umlaut told. */
    boolean areSigns() {
        return umlautsIso + umlautsIbm == 0 && signs.iso + signs.ibm + powers > 0;
    }

    /**
     * Lines whose signs another charset has, each with both readings; where nothing tells, those that may be a sign of
     * either.
     *
     * @param decided whether all that was read tells the family
     */
    void signsAgainst(LdtCharset read, boolean decided, FaultLog faults) {
        boolean iso = read.isIso();
        LdtCharset other = iso ? ibm.charset() : LdtCharset.ISO_8859_15;
        if ((iso ? signs.ibm : signs.iso) == 0 && (decided || signs.doubtful == 0)) {
            return;
        }
        SignTraces.Verdict contrary = iso ? SignTraces.Verdict.IBM : SignTraces.Verdict.ISO;
        highLines().forEach(i -> {
            int from = lines.contentStart(i);
            int to = lines.contentEnd(i);
            for (int p = from; p < to; p++) {
                if (lines.bytes()[p] < 0 && !(decided && SignTraces.isLetter(lines.bytes(), p))) {
                    SignTraces.Verdict verdict = SignTraces.of(lines.bytes(), from, to, p, lines.id(i));
                    if (verdict == contrary || !decided && verdict == SignTraces.Verdict.DOUBTFUL) {
                        faults.add(new CharsetDoubt(lines, i, p).fault(read, other));
                        return;
                    }
                }
            }
        });
    }

    /** Where no other byte tells ISO 8859 from CP850: Tänu or Tõnu. */
    Optional<Fault> doubt() {
        return also850Line >= 0 && also850 == umlautsIso && umlautsIbm == 0
                ? Optional.of(
                        new CharsetDoubt(lines, also850Line, also850At).fault(LdtCharset.ISO_8859_15, LdtCharset.CP850))
                : Optional.empty();
    }

    boolean isWindows1252() {
        return only1252 > 0 && no1252 == 0 && umlautsIbmInside == 0;
    }

    /** Pure seven-bit text whose braces and bars are umlauts rather than themselves. Looks only now: few are in doubt. */
    boolean isDin66003() {
        return high == 0 && SevenBitTraces.of(lines, span).areUmlauts();
    }

    /** Braces and bars of the other lines are umlauts, and there are more of them than of what bytes above 127 may be. */
    boolean isDin66003WithStrays() {
        SevenBitTraces others = SevenBitTraces.besides(lines, span);
        return others.areUmlauts() && others.words() > umlautsIso + umlautsIbm;
    }

    /** Lines with a byte above 127, by index. */
    IntStream highLines() {
        return IntStream.range(span.from(), span.to()).filter(lines::isHigh);
    }

    /** Only of pure seven-bit text. */
    SevenBitCapitals capitals() {
        return SevenBitCapitals.of(lines, span);
    }

    private static boolean isLetter(byte value) {
        int lower = value | 0x20;
        return value > 0 && lower >= 'a' && lower <= 'z';
    }
}
