package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** Organisms and resistance. */
final class MicrobiologyRules {
    private static final long[] NO_ANTIBIOGRAM = codes("0");
    private static final long[] DIFFUSION_OR_DILUTION = codes("1", "2");

    static final List<ContextRule> ALL = List.of(
            rule(
                    "K085",
                    in(61),
                    "Ein Antibiogramm (8111) steht nur unter einer Resistenzmethode 7286, die nicht 0 ist.",
                    "an antibiogram (8111) stands only below a resistance method 7286 other than 0.",
                    s -> {
                        for (int i = s.first(8111); i >= 0; i = s.again(i)) {
                            int method = s.view().owner(i);
                            if (method < 0
                                    || s.view().number(method) != 7286
                                    || s.view().isOneOf(method, NO_ANTIBIOGRAM)) {
                                return i;
                            }
                        }
                        return Scope.FINE;
                    }),
            rule(
                    "K086",
                    in(61),
                    "Die Einheit der Menge 7293 steht nur bei Resistenzmethode 1 oder 2 (7286).",
                    "the unit of quantity 7293 stands only with resistance method 1 or 2 (7286).",
                    s -> s.brokenIf(7293, s.has(7293) && !s.is(7286, DIFFUSION_OR_DILUTION))));

    private MicrobiologyRules() {}
}
