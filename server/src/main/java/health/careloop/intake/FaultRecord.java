package health.careloop.intake;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Severity;

/** One fault as it is kept with the trail. */
record FaultRecord(int line, String field, String rule, Severity severity, String sentence, String hint) {
    static FaultRecord of(Fault fault) {
        return new FaultRecord(
                fault.line(), fault.field(), fault.rule(), fault.severity(), fault.sentence(), fault.hint());
    }

    /** Without what it quotes of the message: that may be a name or a value. */
    FaultRecord unquoted() {
        return new FaultRecord(line, field, rule, severity, unquoted(sentence), unquoted(hint));
    }

    static String unquoted(String sentence) {
        return sentence.replaceAll("(?s)\".*\"", "…");
    }
}
