package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** Whom or what was examined. */
final class PatientRules {
    private static final int REPORT = 8205;
    private static final int ORDER = 8215;

    private static final long[] HUMAN_LABORATORY = codes("1", "2");
    private static final long[] PATIENT = codes("12");
    private static final long[] KEEPER = codes("11", "16");
    private static final long[] BILLED_TO_INSURANCE = codes("1", "2", "3", "8", "9", "10");

    static final List<ContextRule> ALL = List.of(
            must(
                            "K083",
                            in(REPORT),
                            "Ein Befund einer Laborgemeinschaft oder eines Facharztlabors (7266 = 1 oder 2)"
                                    + " nennt den Patienten (8145) und kein Tier (8153).",
                            "a report of a laboratory group or specialist laboratory (7266 = 1 or 2) names"
                                    + " the patient (8145) and no animal (8153).",
                            s -> !s.view().findHereOrInHeader(7266, HUMAN_LABORATORY) || (s.has(8145) && !s.has(8153)))
                    .missing(8145)
                    .at(8153)
                    .grave(),
            must(
                            "K084",
                            in(REPORT),
                            "Ein Befund nennt einen Patienten (8145) oder ein Tier oder Sonstiges (8153); bei KBV mit"
                                    + " 7266 = 1 oder 2, wo K083 mehr verlangt, bei uns immer.",
                            "a report names a patient (8145) or an animal or other source (8153); KBV asks it with"
                                    + " 7266 = 1 or 2, where K083 asks more, and we ask it always.",
                            s -> s.hasAny(8145, 8153) || s.view().findHereOrInHeader(7266, HUMAN_LABORATORY))
                    .missing(8145)
                    .grave(),
            must(
                            "K089",
                            in(53),
                            "Tier/Sonstiges braucht eine Nummer (7319), eine Art (7313) oder einen Namen (7314).",
                            "an animal or other source needs a number (7319), a kind (7313) or a name (7314).",
                            s -> s.hasAny(7319, 7313, 7314))
                    .missing(7319),
            rule(
                    "K094",
                    in(REPORT, ORDER),
                    "Bei Abrechnung 1, 2, 3, 8, 9 oder 10 (7303) hat der Patient Geburtsdatum (3103),"
                            + " Geschlecht (3110) und Wohnanschrift (8228).",
                    "with billing 1, 2, 3, 8, 9 or 10 (7303) the patient has a date of birth (3103), sex"
                            + " (3110) and home address (8228).",
                    s -> s.view().find(7303, BILLED_TO_INSURANCE) < 0
                            ? Scope.FINE
                            : s.firstBroken(
                                    47, person -> person.is(7420, PATIENT) && !person.hasAll(3103, 3110, 8228))),
            must(
                            "K104",
                            in(47),
                            "Die Person im Objekt Patient hat den Status 12 (7420).",
                            "the person in the patient object has the status 12 (7420).",
                            s -> !s.isIn(45) || s.is(7420, PATIENT))
                    .missing(7420)
                    .at(7420),
            must(
                            "K117",
                            in(47),
                            "Die Person zu Tier/Sonstiges hat den Status 11 oder 16 (7420).",
                            "the person of an animal or other source has the status 11 or 16 (7420).",
                            s -> !s.isIn(53) || s.is(7420, KEEPER))
                    .missing(7420)
                    .at(7420));

    private PatientRules() {}
}
