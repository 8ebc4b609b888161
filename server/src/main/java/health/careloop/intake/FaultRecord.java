package health.careloop.intake;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One fault as it is kept with the trail, in both languages: who will read it is not known when it is written. */
record FaultRecord(
        int line,
        String field,
        String rule,
        Severity severity,
        String german,
        String english,
        String germanHint,
        String englishHint) {
    /** Sentences quote with this mark only, and a quote holds none; one without an end hides the rest. */
    private static final Pattern QUOTE = Pattern.compile("\"([^\"]*)(\"|$)");

    /** Fields of the form: record, object, length, check, charset and version. None speaks of a person or a finding. */
    private static final Set<String> FORM =
            Set.of("0001", "8000", "8001", "8002", "8003", "8100", "9106", "9202", "9212");

    /** Lines may have slipped, so what stands in such a field must look like it too. */
    private static final Pattern FORMAL = Pattern.compile("[0-9]{1,9}|Obj_[0-9]{4}|LDT[0-9.]{1,9}");

    static FaultRecord of(Fault fault) {
        return new FaultRecord(
                fault.line(),
                fault.field(),
                fault.rule(),
                fault.severity(),
                fault.sentence().german(),
                fault.sentence().english(),
                fault.hint().german(),
                fault.hint().english());
    }

    Sentence sentence() {
        return new Sentence(german, english);
    }

    Sentence hint() {
        return new Sentence(germanHint, englishHint);
    }

    /** For whoever may read the message itself. */
    FaultRecord itself() {
        return this;
    }

    /** Without what it quotes of people and findings; lengths and record types stay, for they say what to mend. */
    FaultRecord unquoted() {
        return new FaultRecord(
                line,
                field,
                rule,
                severity,
                unquoted(german),
                unquoted(english),
                unquoted(germanHint),
                unquoted(englishHint));
    }

    private String unquoted(String sentence) {
        boolean form = FORM.contains(field);
        return QUOTE.matcher(sentence)
                .replaceAll(quote -> form && FORMAL.matcher(quote.group(1)).matches()
                        ? Matcher.quoteReplacement(quote.group())
                        : "…");
    }
}
