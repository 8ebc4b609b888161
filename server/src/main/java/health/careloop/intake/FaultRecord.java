package health.careloop.intake;

import health.careloop.ldt.Fault;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;

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
}
