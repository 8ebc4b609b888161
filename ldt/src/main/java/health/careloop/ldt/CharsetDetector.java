package health.careloop.ldt;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    private final Optional<LdtCharset> transported;
    /** Of these lines. */
    private final CharsetTraces own;

    private final CharsetSentences told;
    /** With those of the records in front, where a stream is read. */
    private CharsetTraces traces;

    private @Nullable Read before;
    private @Nullable Declared named;

    CharsetDetector(
            Lines lines, PackageSpan span, Generation generation, Optional<LdtCharset> transported, FaultLog faults) {
        this.lines = lines;
        this.span = span;
        this.generation = generation;
        this.transported = transported;
        this.faults = faults;
        own = new CharsetTraces(lines, span);
        traces = own;
        told = new CharsetSentences(lines, own, faults);
    }

    /**
     * What one record of a stream leaves for the next.
     *
     * @param declared by the header
     * @param finding of all that was read so far
     * @param counts of all that was read so far
     */
    record Read(Declared declared, CharsetFinding finding, CharsetTraces counts) {}

    /** For a record that is read apart from its header and from those before: what they proved holds for it, too. */
    CharsetFinding findAfter(Read earlier) {
        before = earlier;
        return find();
    }

    CharsetFinding find() {
        own.weigh();
        traces = before == null ? own : own.after(before.counts());
        Declared declared = before == null ? declared() : before.declared();
        named = declared;
        CharsetFinding finding = before != null && own.high == 0 && before.counts().high > 0
                ? before.finding()
                : traces.high > 0 && traces.utf8 ? utf8(declared) : singleByte(declared);
        boolean decided = traces.isIbm() || traces.isIso();
        switch (finding.charset()) {
            case ISO_8859_1, ISO_8859_15, WINDOWS_1252, CP437, CP850 ->
                own.signsAgainst(finding.charset(), decided, faults);
            case DIN_66003, UTF_8, UTF_8_TWICE -> {}
        }
        if (before != null && isOther(before, finding)) {
            told.changed(before.finding().charset(), finding.charset());
        }
        if (isMixed() && own.utf8Lines > 0) {
            told.mixed(finding.charset());
        }
        if (own.replacements > 0) {
            told.replaced(declared.charset());
        }
        return finding;
    }

    /** After {@link #find}, for the record behind. */
    Read read(CharsetFinding finding) {
        return new Read(Objects.requireNonNull(named), finding, traces.counted());
    }

    /** Whether what was read before would be read otherwise now; lines of UTF-8 are told one by one. */
    private static boolean isOther(Read before, CharsetFinding finding) {
        LdtCharset earlier = before.finding().charset();
        LdtCharset now = finding.charset();
        boolean anything = before.counts().high > 0
                || earlier == LdtCharset.DIN_66003 && before.declared().charset() != LdtCharset.DIN_66003;
        return anything && earlier != now && earlier != LdtCharset.UTF_8 && !(earlier.isIso() && now.isIso());
    }

    /** Whether some lines are UTF-8 and others are not; after {@link #find}. */
    boolean isMixed() {
        return !traces.utf8 && traces.utf8Lines > 0;
    }

    record Declared(LdtCharset charset, Sentence evidence, int line) {}

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
                return assumed(i, new Sentence("9106 ist ungültig", "9106 is not valid"));
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
        return assumed(span.from(), new Sentence("9106 fehlt", "9106 is missing"));
    }

    /** What the transport named, else what most send. */
    private Declared assumed(int line, Sentence why) {
        LdtCharset charset = transported.orElse(LdtCharset.ISO_8859_15);
        Sentence evidence = transported.isPresent()
                ? new Sentence(
                        why.german() + ", die Übertragung nennt " + charset.label(),
                        why.english() + ", the transport names " + charset.label())
                : new Sentence(
                        why.german() + ", angenommen wird " + charset.label(),
                        why.english() + ", " + charset.label() + " assumed");
        return new Declared(charset, evidence, line);
    }

    private CharsetFinding utf8(Declared declared) {
        boolean transcoded = traces.countsCharacters >= traces.countsBytes;
        Sentence evidence = transcoded
                ? new Sentence(
                        "nach UTF-8 umgewandelt: Die Längen zählen Zeichen",
                        "transcoded to UTF-8: lengths count characters")
                : new Sentence(
                        "als UTF-8 geschrieben: Jedes Byte über 127 gehört zu einer gültigen Folge",
                        "written as UTF-8: every byte above 127 belongs to a valid sequence");
        if (isNews(LdtCharset.UTF_8)) {
            tellUtf8(declared);
        }
        if (own.garbled > 0) {
            told.garbled();
        }
        if (traces.doubled > 0) {
            if (own.doubled > 0) {
                told.doubled(line(declared));
            }
            return new CharsetFinding(
                    LdtCharset.UTF_8_TWICE,
                    new Sentence("zweimal nach UTF-8 umgewandelt", "converted to UTF-8 twice"),
                    transcoded);
        }
        return new CharsetFinding(LdtCharset.UTF_8, evidence, transcoded);
    }

    private void tellUtf8(Declared declared) {
        String wanted = declared.charset().label();
        fault(
                line(declared),
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
    }

    /** Whether nobody has been told that this is what is read. */
    private boolean isNews(LdtCharset found) {
        return before == null || before.finding().charset() != found;
    }

    /** Of these lines; the header of a record in a stream is not among them. */
    private int line(Declared declared) {
        return before == null ? declared.line() : span.from();
    }

    private CharsetFinding singleByte(Declared declared) {
        LdtCharset charset = declared.charset();
        boolean ibm = traces.isIbm();
        boolean iso = traces.isIso();
        if (charset != LdtCharset.DIN_66003 && generation == Generation.LDT2 && traces.high == 0) {
            if (wasDin66003(declared) || traces.isDin66003() || areCapitals(declared)) {
                return overruled(declared, LdtCharset.DIN_66003);
            }
        }
        return switch (charset) {
            case ISO_8859_1, ISO_8859_15 -> {
                if (traces.isWindows1252()) {
                    yield overruled(declared, LdtCharset.WINDOWS_1252);
                }
                if (ibm) {
                    yield overruled(declared, ibm());
                }
                if (own.controls > 0) {
                    told.foreign(charset);
                }
                yield new CharsetFinding(charset, declared.evidence(), false);
            }
            case CP437 -> {
                if (iso) {
                    traces.doubt().ifPresent(faults::add);
                    yield overruled(
                            declared, traces.isWindows1252() ? LdtCharset.WINDOWS_1252 : LdtCharset.ISO_8859_15);
                }
                yield ibm() == LdtCharset.CP850
                        ? overruled(declared, LdtCharset.CP850)
                        : new CharsetFinding(charset, declared.evidence(), false);
            }
            case DIN_66003 -> {
                if (traces.high == 0) {
                    yield new CharsetFinding(charset, declared.evidence(), false);
                }
                if (own.isDin66003WithStrays()) {
                    told.strays();
                    yield new CharsetFinding(charset, declared.evidence(), false);
                }
                traces.doubt().filter(doubt -> !ibm).ifPresent(faults::add);
                yield overruled(
                        declared,
                        ibm ? ibm() : traces.isWindows1252() ? LdtCharset.WINDOWS_1252 : LdtCharset.ISO_8859_15);
            }
            case CP850, UTF_8, UTF_8_TWICE, WINDOWS_1252 -> new CharsetFinding(charset, declared.evidence(), false);
        };
    }

    private LdtCharset ibm() {
        traces.ibm.doubt().ifPresent(faults::add);
        return traces.ibm.charset();
    }

    /** A record before this one proved it. */
    private boolean wasDin66003(Declared declared) {
        return before != null
                && before.finding().charset() == LdtCharset.DIN_66003
                && declared.charset() != LdtCharset.DIN_66003;
    }

    private boolean areCapitals(Declared declared) {
        SevenBitCapitals capitals = traces.capitals();
        capitals.doubt(declared.charset(), declared.evidence()).ifPresent(faults::add);
        return capitals.areUmlauts();
    }

    private CharsetFinding overruled(Declared declared, LdtCharset found) {
        String german = traces.areSigns() ? "Zeichen wie µ, ß und °" : "Umlaute";
        String english = traces.areSigns() ? "signs such as µ, ß and °" : "umlauts";
        if (isNews(found)) {
            fault(
                    line(declared),
                    RULE,
                    new Sentence(
                            "Der angegebene Zeichensatz ist falsch: "
                                    + declared.evidence().german()
                                    + ", die " + german + " sind aber in " + found.label()
                                    + " geschrieben. Der Text wird als " + found.label() + " gelesen.",
                            "The declared charset is wrong: "
                                    + declared.evidence().english()
                                    + ", but the " + english + " are written in " + found.label()
                                    + ". The text is read as " + found.label() + "."),
                    CharsetSentences.WRITE_WHAT_YOU_DECLARE);
        }
        return new CharsetFinding(
                found,
                new Sentence(
                        "die " + german + " sind " + found.label() + ", obwohl "
                                + declared.evidence().german(),
                        english + " are " + found.label() + ", although "
                                + declared.evidence().english()),
                false);
    }

    private void fault(int line, String rule, Sentence sentence, Sentence hint) {
        String field = lines.isField(line) ? FieldId.text(lines.id(line)) : "";
        faults.add(new Fault(lines.line(line), lines.offset(line), field, rule, Severity.WARNING, sentence, hint));
    }
}
