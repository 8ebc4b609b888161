package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import health.careloop.ldt.Sentence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The R rules of LDT 2 whose sense is known. KBV numbers them in document 5.12; their exact wording is not public, so only
 * what follows from the field tables is asked.
 */
final class FlatRules {
    static final List<ContextRule> ALL = List.of(
            must(
                            "R409",
                            in(8201, 8202, 8203, 8204),
                            "Ein Befund nennt 8310 oder Name, Vorname und Geburtsdatum (3101, 3102, 3103),"
                                    + " sonst ist er keinem Patienten zuzuordnen.",
                            "a report names 8310 or name, given name and date of birth (3101, 3102, 3103),"
                                    + " else it cannot be matched to a patient.",
                            s -> s.has(8310) || s.hasAll(3101, 3102, 3103))
                    .missing(8310)
                    .grave(),
            must(
                            "R425",
                            in(8220, 8230),
                            "Das Labor ist mit 8300 oder mit Name und Anschrift (8320 bis 8323) genannt.",
                            "the laboratory is named by 8300 or by name and address (8320 to 8323).",
                            s -> s.has(8300) || s.hasAll(8320, 8321, 8322, 8323))
                    .missing(8300),
            rule(
                    "R378",
                    in(8201, 8202, 8203, 8204),
                    "Eine Einheit (8421) steht nur bei einem Ergebniswert (8420).",
                    "a unit (8421) stands only with a result value (8420).",
                    s -> {
                        int asked = -1;
                        for (int i = s.first(8421); i >= 0; i = s.again(i)) {
                            int test = s.view().owner(i);
                            if (test < 0 || (test != asked && s.under(test, 8420) < 0)) {
                                return i;
                            }
                            asked = test;
                        }
                        return Scope.FINE;
                    }),
            must(
                            "R719",
                            in(8201, 8202, 8203, 8204),
                            "Nennt der Kopf mehrere Ärzte (0212, 0223), so sagt der Befund in 8615, wer ihn angefordert hat.",
                            "where the header names several physicians (0212, 0223), the report says in 8615 who ordered it.",
                            s -> s.has(8615)
                                    || s.view().countInHeader(212) + s.view().countInHeader(223) < 2)
                    .missing(8615));

    static final ContextRule[][] BY_PLACE = ContextRules.byPlace(ALL);

    /** What they are about; more is not public. */
    static final Map<String, Sentence> SUBJECTS = Map.of(
            "R021", new Sentence("ein Format", "a format"),
            "R024", new Sentence("ein Format", "a format"),
            "R028", new Sentence("ein Format", "a format"),
            "R384", new Sentence("8406 (Kosten in Cent)", "8406 (cost in cents)"),
            "R391", new Sentence("5001 (Gebührennummer)", "5001 (fee number)"),
            "R393", new Sentence("8431 (Material-Spezifikation)", "8431 (specification of the specimen)"));

    private static final Sentence WORDING =
            new Sentence("der Wortlaut ist nicht veröffentlicht", "its wording is not published");

    /** Rules that are only known by their number. */
    static final Map<String, Sentence> UNDECIDABLE = new TreeMap<>();

    static {
        for (String rule : List.of(
                "R021", "R024", "R028", "R384", "R391", "R393", "R397", "R398", "R399", "R400", "R401", "R402", "R403",
                "R404", "R422", "R423", "R431", "R432", "R433", "R434", "R811", "R812")) {
            UNDECIDABLE.put(rule, WORDING);
        }
    }

    private FlatRules() {}
}
