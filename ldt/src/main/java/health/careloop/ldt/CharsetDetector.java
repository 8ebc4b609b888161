package health.careloop.ldt;

import java.util.Optional;

/**
 * Decides the charset of a package from what it declares and from what its bytes prove. Line lengths are the strongest
 * witness: all legal charsets have one byte per character, so lengths that count characters mean the text was
 * transcoded on the way.
 */
final class CharsetDetector {
    private static final String RULE = "BAS-CHARSET";

    private static final Sentence WRITE_WHAT_YOU_DECLARE = new Sentence(
            "Der Absender sollte den Zeichensatz schreiben, den er angibt.",
            "The sender should write the charset it declares.");

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
                    new Sentence(
                            replacements
                                    + " Zeichen wurden durch U+FFFD ersetzt, bevor die Nachricht hier ankam. Welche"
                                    + " Buchstaben es waren, ist nicht wiederherstellbar.",
                            replacements + " characters were replaced by U+FFFD before the message arrived here. Which"
                                    + " letters they were cannot be recovered."),
                    new Sentence(
                            "Der sendende Kommunikationsserver hat die Datei im falschen Zeichensatz gelesen. Stellen Sie"
                                    + " den Zeichensatz seiner Quelle auf "
                                    + declared.charset().label()
                                    + " und senden Sie erneut.",
                            "The sending interface engine read the file in the wrong charset. Set the charset of its"
                                    + " source to " + declared.charset().label() + " and send again."));
        }
        return finding;
    }

    private record Declared(LdtCharset charset, Sentence evidence, int line) {}

    /** 9106 comes after texts, so it is looked up before anything is decoded; its digit is the same in all charsets. */
    private Declared declared() {
        if (generation == Generation.LDT3) {
            return new Declared(
                    LdtCharset.ISO_8859_15,
                    new Sentence("LDT 3 ist immer ISO 8859-15", "LDT 3 is always ISO 8859-15"),
                    span.from());
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
                    return new Declared(charset.get(), new Sentence("9106 = " + code, "9106 = " + code), i);
                }
                fault(
                        i,
                        RULE,
                        new Sentence(
                                "9106 nennt den Zeichensatz " + Sentence.quote(code) + ", den es nicht gibt.",
                                "9106 names the charset " + Sentence.quote(code) + ", which does not exist."),
                        new Sentence(
                                "Erlaubt sind 1 (DIN 66003), 2 (CP437), 3 (ISO 8859-1) und 4 (ISO 8859-15).",
                                "Allowed are 1 (DIN 66003), 2 (CP437), 3 (ISO 8859-1) and 4 (ISO 8859-15)."));
                return new Declared(
                        LdtCharset.ISO_8859_15,
                        new Sentence(
                                "9106 ist ungültig, angenommen wird ISO 8859-15",
                                "9106 is not valid, ISO 8859-15 assumed"),
                        i);
            }
        }
        fault(
                span.from(),
                RULE,
                new Sentence(
                        "Das Datenpaket nennt seinen Zeichensatz nicht: 9106 fehlt.",
                        "The package does not name its charset: 9106 is missing."),
                new Sentence(
                        "Der Absender sollte 9106 in den Header schreiben.",
                        "The sender should put 9106 into the header record."));
        return new Declared(
                LdtCharset.ISO_8859_15,
                new Sentence("9106 fehlt, angenommen wird ISO 8859-15", "9106 is missing, ISO 8859-15 assumed"),
                span.from());
    }

    private CharsetFinding utf8(Declared declared) {
        boolean transcoded = countsCharacters >= countsBytes;
        Sentence evidence = transcoded
                ? new Sentence(
                        "nach UTF-8 umgewandelt: Die Längen zählen Zeichen",
                        "transcoded to UTF-8: lengths count characters")
                : new Sentence(
                        "als UTF-8 geschrieben: Jedes Byte über 127 gehört zu einer gültigen Folge",
                        "written as UTF-8: every byte above 127 belongs to a valid sequence");
        String wanted = declared.charset().label();
        fault(
                declared.line(),
                RULE,
                new Sentence(
                        "Der Text kam als UTF-8 an, aber " + declared.evidence().german()
                                + "; er wird als UTF-8 gelesen.",
                        "The text arrived as UTF-8, but " + declared.evidence().english() + "; it is read as UTF-8."),
                new Sentence(
                        "Stellen Sie im sendenden Kommunikationsserver den Zeichensatz von Quelle und Ziel auf "
                                + wanted
                                + " oder senden Sie binär (Mirth HTTP Sender: Charset Encoding " + wanted
                                + " statt UTF-8, oder Binary).",
                        "In the sending interface engine set the charset of source and destination to " + wanted
                                + ", or send binary (Mirth HTTP Sender: charset encoding " + wanted
                                + " instead of UTF-8, or Binary)."));
        if (garbled > 0) {
            fault(
                    firstGarbled,
                    RULE,
                    new Sentence(
                            garbled
                                    + " Zeichen wurden im falschen Zeichensatz gelesen, bevor der Text UTF-8 wurde; Umlaute"
                                    + " sind entstellt.",
                            garbled + " characters were read in the wrong charset before the text became UTF-8; umlauts"
                                    + " are garbled."),
                    new Sentence(
                            "Der sendende Kommunikationsserver muss die Datei in dem Zeichensatz lesen, in dem sie"
                                    + " geschrieben ist, vermutlich CP437.",
                            "The sending interface engine must read the file in the charset it is written in, probably"
                                    + " CP437."));
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
                            new Sentence(
                                    controls + " Zeichen gibt es in " + charset.label()
                                            + " nicht; sie stammen vermutlich aus Windows-1252 und erscheinen als"
                                            + " Steuerzeichen.",
                                    controls + " characters do not exist in " + charset.label()
                                            + "; they probably come from Windows-1252 and are shown as control"
                                            + " characters."),
                            WRITE_WHAT_YOU_DECLARE);
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
                new Sentence(
                        "Der angegebene Zeichensatz ist falsch: "
                                + declared.evidence().german()
                                + ", die Umlaute sind aber in " + found.label() + " geschrieben. Der Text wird als "
                                + found.label() + " gelesen.",
                        "The declared charset is wrong: " + declared.evidence().english()
                                + ", but the umlauts are written in " + found.label() + ". The text is read as "
                                + found.label() + "."),
                WRITE_WHAT_YOU_DECLARE);
        return new CharsetFinding(
                found,
                new Sentence(
                        "die Umlaute sind " + found.label() + ", obwohl "
                                + declared.evidence().german(),
                        "umlauts are " + found.label() + ", although "
                                + declared.evidence().english()),
                false);
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
        boolean mayBeCut = i == lines.count() - 1 && lines.ending(i) == LineEnding.NONE;
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

    private void fault(int line, String rule, Sentence sentence, Sentence hint) {
        String field = lines.isField(line) ? FieldId.text(lines.id(line)) : "";
        faults.add(new Fault(lines.line(line), lines.start(line), field, rule, Severity.WARNING, sentence, hint));
    }
}
