package health.careloop.ldt;

import java.util.Optional;

/**
 * Decides the charset of a package from what it declares and from what its bytes prove. Line lengths are the strongest
 * witness: all legal charsets have one byte per character, so lengths that count characters mean the text was
 * transcoded on the way.
 */
final class CharsetDetector {
    private static final String RULE = "BAS-CHARSET";

    private final Lines lines;
    private final PackageSpan span;
    private final Generation generation;
    private final FaultLog faults;

    private int umlautsIso;
    private int umlautsIbm;
    private int controls;
    private int only850;
    private int replacements;
    private int garbled;
    private int firstGarbled = -1;
    private int firstReplacement = -1;
    private int firstControl = -1;
    private int high;
    private boolean utf8 = true;
    private int countsCharacters;
    private int countsBytes;

    CharsetDetector(Lines lines, PackageSpan span, Generation generation, FaultLog faults) {
        this.lines = lines;
        this.span = span;
        this.generation = generation;
        this.faults = faults;
    }

    CharsetFinding find() {
        for (int i = span.from(); i < span.to(); i++) {
            weigh(i);
        }
        Declared declared = declared();
        CharsetFinding finding = high > 0 && utf8 ? utf8(declared) : singleByte(declared);
        if (replacements > 0) {
            fault(
                    firstReplacement,
                    "BAS-FFFD",
                    replacements + " characters were replaced by U+FFFD before the message arrived here. Which letters"
                            + " they were cannot be recovered.",
                    "The sending interface engine read the file in the wrong charset. Set the charset of its source to "
                            + declared.charset().label() + " and send again.");
        }
        return finding;
    }

    private record Declared(LdtCharset charset, String evidence, int line) {}

    /** 9106 comes after texts, so it is looked up before anything is decoded; its digit is the same in all charsets. */
    private Declared declared() {
        if (generation == Generation.LDT3) {
            return new Declared(LdtCharset.ISO_8859_15, "LDT 3 is always ISO 8859-15", span.from());
        }
        for (int i = span.from(); i < span.to(); i++) {
            if (lines.id(i) == 9106) {
                String code = lines.ascii(i);
                Optional<LdtCharset> charset = switch (code) {
                    case "1" -> Optional.of(LdtCharset.DIN_66003);
                    case "2" -> Optional.of(LdtCharset.CP437);
                    case "3" -> Optional.of(LdtCharset.ISO_8859_1);
                    case "4" -> Optional.of(LdtCharset.ISO_8859_15);
                    default -> Optional.empty();
                };
                if (charset.isPresent()) {
                    return new Declared(charset.get(), "9106 = " + code, i);
                }
                fault(
                        i,
                        RULE,
                        "9106 names the charset " + Sentence.quote(code) + ", which does not exist.",
                        "Allowed are 1 (DIN 66003), 2 (CP437), 3 (ISO 8859-1) and 4 (ISO 8859-15).");
                return new Declared(LdtCharset.ISO_8859_15, "9106 is not valid, ISO 8859-15 assumed", i);
            }
        }
        fault(
                span.from(),
                RULE,
                "The package does not name its charset: 9106 is missing.",
                "The sender should put 9106 into the header record.");
        return new Declared(LdtCharset.ISO_8859_15, "9106 is missing, ISO 8859-15 assumed", span.from());
    }

    private CharsetFinding utf8(Declared declared) {
        boolean transcoded = countsCharacters >= countsBytes;
        String evidence = transcoded
                ? "transcoded to UTF-8: lengths count characters"
                : "written as UTF-8: every byte above 127 belongs to a valid sequence";
        fault(
                declared.line(),
                RULE,
                "The text arrived as UTF-8, but " + declared.evidence() + "; it is read as UTF-8.",
                "In the sending interface engine set the charset of source and destination to "
                        + declared.charset().label() + ", or send binary (Mirth HTTP Sender: charset encoding "
                        + declared.charset().label() + " instead of UTF-8, or Binary).");
        if (garbled > 0) {
            fault(
                    firstGarbled,
                    RULE,
                    garbled + " characters were read in the wrong charset before the text became UTF-8; umlauts are"
                            + " garbled.",
                    "The sending interface engine must read the file in the charset it is written in, probably CP437.");
        }
        return new CharsetFinding(LdtCharset.UTF_8, evidence, transcoded);
    }

    private CharsetFinding singleByte(Declared declared) {
        LdtCharset charset = declared.charset();
        boolean ibm = umlautsIbm > 0 && umlautsIso == 0;
        boolean iso = umlautsIso > 0 && umlautsIbm == 0;
        return switch (charset) {
            case ISO_8859_1, ISO_8859_15 -> {
                if (ibm) {
                    yield overruled(declared, only850 > 0 ? LdtCharset.CP850 : LdtCharset.CP437);
                }
                if (controls > 0) {
                    fault(
                            firstControl,
                            RULE,
                            controls + " characters do not exist in " + charset.label()
                                    + "; they probably come from Windows-1252 and are shown as control characters.",
                            "The sender should write the charset it declares.");
                }
                yield new CharsetFinding(charset, declared.evidence(), false);
            }
            case CP437 -> {
                if (iso) {
                    yield overruled(declared, LdtCharset.ISO_8859_15);
                }
                yield only850 > 0
                        ? overruled(declared, LdtCharset.CP850)
                        : new CharsetFinding(charset, declared.evidence(), false);
            }
            case DIN_66003 -> {
                if (high == 0) {
                    yield new CharsetFinding(charset, declared.evidence(), false);
                }
                yield overruled(declared, ibm ? LdtCharset.CP437 : LdtCharset.ISO_8859_15);
            }
            case CP850, UTF_8 -> new CharsetFinding(charset, declared.evidence(), false);
        };
    }

    private CharsetFinding overruled(Declared declared, LdtCharset found) {
        fault(
                declared.line(),
                RULE,
                "The declared charset is wrong: " + declared.evidence() + ", but the umlauts are written in "
                        + found.label() + ". The text is read as " + found.label() + ".",
                "The sender should declare the charset it writes.");
        return new CharsetFinding(found, "umlauts are " + found.label() + ", although " + declared.evidence(), false);
    }

    private void weigh(int i) {
        byte[] bytes = lines.bytes();
        int from = lines.contentStart(i);
        int to = lines.contentEnd(i);
        int before = high;
        for (int p = from; p < to; p++) {
            if (bytes[p] < 0) {
                boolean inWord = (p > from && isLetter(bytes[p - 1])) || (p + 1 < to && isLetter(bytes[p + 1]));
                boolean afterDigit = p > from && bytes[p - 1] >= '0' && bytes[p - 1] <= '9';
                weigh(bytes[p] & 0xFF, inWord, afterDigit, i);
            }
        }
        if (high == before || !utf8) {
            return;
        }
        boolean mayBeCut = i == lines.count() - 1 && lines.ending(i) == Lines.Break.NONE;
        int characters = Utf8.characters(bytes, from, to, mayBeCut);
        if (characters < 0) {
            utf8 = false;
            return;
        }
        if (lines.declared(i) == characters + 9) {
            countsCharacters++;
        } else if (lines.declared(i) == to - from + 9) {
            countsBytes++;
        }
        int found = Utf8.replacements(bytes, from, to);
        if (found > 0 && firstReplacement < 0) {
            firstReplacement = i;
        }
        replacements += found;
        int controlsInText = Utf8.controls(bytes, from, to);
        if (controlsInText > 0 && firstGarbled < 0) {
            firstGarbled = i;
        }
        garbled += controlsInText;
    }

    private static boolean isLetter(byte value) {
        int lower = value | 0x20;
        return value > 0 && lower >= 'a' && lower <= 'z';
    }

    /** Only what stands in a word is taken for an umlaut: the same bytes are units and box drawings elsewhere. */
    private void weigh(int value, boolean inWord, boolean afterDigit, int line) {
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
            case 0x84, 0x94, 0x81, 0x8E, 0x99, 0x9A -> umlautsIbm += inWord ? 1 : 0;
            case 0xF5 -> only850++;
            // Letters in CP850 (Á Â À ã Ã ð Ð Ê Ë È Î Ï), drawings in CP437.
            case 0xB5, 0xB6, 0xB7, 0xC6, 0xC7, 0xD0, 0xD1, 0xD2, 0xD3, 0xD4, 0xD7, 0xD8 -> only850 += inWord ? 1 : 0;
            default -> {}
        }
    }

    private void fault(int line, String rule, String sentence, String hint) {
        String field = lines.isField(line) ? FieldId.text(lines.id(line)) : "";
        faults.add(new Fault(lines.line(line), lines.start(line), field, rule, Severity.WARNING, sentence, hint));
    }
}
