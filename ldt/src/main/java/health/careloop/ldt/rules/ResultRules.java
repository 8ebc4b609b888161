package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** Results, their units and their reference values. */
final class ResultRules {
    private static final int REPORT = 8205;

    private static final long[] UNIT_NAMED = codes("1", "2");
    private static final long[] DIMENSIONLESS = codes("9");
    private static final long[] BY_URL = codes("4");
    private static final long[] OTHER_STANDARD = codes("13");
    private static final long[] NOT_MEASURED = codes("01", "02", "09", "11", "12");
    private static final long[] UNFINISHED = codes("02", "05", "10");
    private static final long[] FINISHED = codes("2");
    private static final long[] EXTREME = codes("!L", "!-", "!H", "!+");

    static final List<ContextRule> ALL = List.of(
            rule(
                            "K002",
                            in(42, 60, 72),
                            "Das Einheitensystem 8419 = 1 oder 2 verlangt eine Einheit 8421, dimensionslos"
                                    + " (9) verbietet sie.",
                            "the unit system 8419 = 1 or 2 calls for a unit 8421, dimensionless (9) forbids it.",
                            ResultRules::unitDoesNotFit)
                    .grave(),
            must(
                            "K009",
                            in(35),
                            "Ein Laborergebnisbericht enthält mindestens ein Untersuchungsergebnis.",
                            "a laboratory report holds at least one result.",
                            s -> s.hasAny(8160, 8161, 8162, 8163, 8155, 8248))
                    .missing(8160)
                    .grave(),
            must(
                            "K010",
                            in(59, 61),
                            "Es steht 8410, 7260 oder 8434, und 8410 nicht zusammen mit 7260.",
                            "8410, 7260 or 8434 stands, and 8410 not together with 7260.",
                            s -> s.hasAny(8410, 7260, 8434) && !(s.has(8410) && s.has(7260)))
                    .missing(8410)
                    .at(7260),
            rule(
                    "K053",
                    in(59, 60, 61, 63, 73),
                    "Ein Katalog mit URL (7260 = 4) verlangt die URL in 7352.",
                    "a catalogue with a URL (7260 = 4) calls for the URL in 7352.",
                    s -> {
                        for (int i = s.first(7260); i >= 0; i = s.again(i)) {
                            if (s.view().isOneOf(i, BY_URL) && s.under(i, 7352) < 0) {
                                return i;
                            }
                        }
                        return Scope.FINE;
                    }),
            rule(
                    "K054",
                    in(60, 61),
                    "Normalwerte eines Ergebnisses unterscheiden sich in der Spezifikation 8424; nur 13 darf"
                            + " mehrfach stehen.",
                    "reference values of one result differ in their kind 8424; only 13 may stand more than once.",
                    ResultRules::doubledRange),
            must(
                            "K055",
                            in(42),
                            "Ein Normalwert enthält 8460, 8461, 8462 oder 7316.",
                            "a reference value holds 8460, 8461, 8462 or 7316.",
                            s -> s.hasAny(8460, 8461, 8462, 7316))
                    .missing(8460),
            must(
                            "K071",
                            in(55),
                            "Abgerechnet (8158) wird nur, was bestimmt wurde (3412 bis 3419).",
                            "only what was determined (3412 to 3419) is billed (8158).",
                            s -> !s.has(8158) || bloodGroup(s))
                    .at(8158),
            must(
                            "K076",
                            in(55, 60, 61, 62, 63, 73),
                            "Ein Ergebnis nennt den Zeitpunkt der Messung (8225), außer bei Status 01, 02, 09, 11, 12 (8418).",
                            "a result names its time of measurement (8225), except with status 01, 02, 09, 11, 12 (8418).",
                            s -> !s.isOtherThan(8418, NOT_MEASURED) || s.has(8225))
                    .missing(8225)
                    .at(8418),
            must(
                            "K078",
                            in(55),
                            "Zur Blutgruppe gehört der Zeitpunkt der Messung (8225).",
                            "a blood group comes with its time of measurement (8225).",
                            s -> !bloodGroup(s) || s.has(8225))
                    .missing(8225),
            must(
                            "K095",
                            in(73),
                            "Verwertbares Material (kein 7368) verlangt den Zeitpunkt der Messung 8225.",
                            "usable material (no 7368) calls for the time of measurement 8225.",
                            s -> s.has(7368) || s.has(8225))
                    .missing(8225),
            rule(
                            "K096",
                            in(REPORT),
                            "Ein abgeschlossener Auftrag (8401 = 2) enthält kein Ergebnis mit Status 02, 05"
                                    + " oder 10 (8418).",
                            "a finished order (8401 = 2) holds no result of status 02, 05 or 10 (8418).",
                            s -> s.view().find(8401, FINISHED) < 0
                                    ? Scope.FINE
                                    : s.view().find(8418, UNFINISHED))
                    .grave(),
            rule(
                            "K099",
                            in(42, 62, 63, 73),
                            "Auf einen Extremwert (8422 mit !) muss der Hinweis 8126 folgen.",
                            "an extreme value (8422 with !) must be followed by the notice 8126.",
                            s -> {
                                for (int i = s.first(8422); i >= 0; i = s.again(i)) {
                                    if (s.view().isOneOf(i, EXTREME) && s.under(i, 8126) < 0) {
                                        return i;
                                    }
                                }
                                return Scope.FINE;
                            })
                    .grave(),
            identity("K106", 60),
            identity("K119", 63),
            identity("K120", 73),
            must(
                            "K121",
                            in(73),
                            "Nicht verwertbares Material (7368) wird nicht abgerechnet (8158).",
                            "unusable material (7368) is not billed (8158).",
                            s -> !s.has(8158) || !s.has(7368))
                    .at(8158));

    private static ContextRule identity(String id, int object) {
        return must(
                        id,
                        in(object),
                        "Das Ergebnis nennt entweder einen Katalog (7260) oder einen Test-Ident (8410).",
                        "the result names either a catalogue (7260) or a test code (8410).",
                        s -> s.has(7260) != s.has(8410))
                .at(7260)
                .missing(8410)
                .grave();
    }

    private static boolean bloodGroup(Scope result) {
        return result.hasAny(3412, 3413, 3414, 3415, 3416, 3417, 3418, 3419);
    }

    /** Alarm limits (7363, 7371) take their unit from the result, so theirs may be absent. */
    private static int unitDoesNotFit(Scope scope) {
        for (int i = scope.first(8419); i >= 0; i = scope.again(i)) {
            boolean unit = scope.under(i, 8421) >= 0;
            int value = scope.view().owner(i);
            boolean alarm = value >= 0
                    && (scope.view().number(value) == 7363 || scope.view().number(value) == 7371);
            if (unit
                    ? scope.view().isOneOf(i, DIMENSIONLESS)
                    : !alarm && scope.view().isOneOf(i, UNIT_NAMED)) {
                return i;
            }
        }
        return Scope.FINE;
    }

    private static int doubledRange(Scope result) {
        if (result.count(8142) < 2) {
            return Scope.FINE;
        }
        RecordView view = result.view();
        long[] seen = new long[RecordView.COMPARED];
        int count = 0;
        for (int i = result.start(); i < result.end() && count < seen.length; i++) {
            if (view.number(i) == 8424 && !view.isOneOf(i, OTHER_STANDARD)) {
                long kind = view.code(i);
                for (int k = 0; k < count; k++) {
                    if (seen[k] == kind) {
                        return i;
                    }
                }
                seen[count++] = kind;
            }
        }
        return Scope.FINE;
    }

    private ResultRules() {}
}
