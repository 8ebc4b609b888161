package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** Tests for the public health service and for Covid. */
final class PublicHealthRules {
    private static final long[] ORDINANCE = codes("1");
    private static final long[] REGIONAL = codes("2");
    private static final long[] ORDINANCE_OR_SELF = codes("1", "3");
    private static final long[] SELF = codes("3");

    static final List<ContextRule> ALL = List.of(
            must(
                            "K130",
                            in(2, 9, 17),
                            "8618 und 8619 stehen nicht zusammen.",
                            "8618 and 8619 do not stand together.",
                            s -> !(s.has(8618) && s.has(8619)))
                    .at(8619),
            must(
                            "K131",
                            in(9, 17),
                            "8626 = 2 verlangt 8627 oder 4111, 1 und 3 verbieten beide, und 3 verbietet 8617 bis 8620.",
                            "8626 = 2 calls for 8627 or 4111, 1 and 3 forbid both, and 3 forbids 8617 to 8620.",
                            s -> !(s.is(8626, REGIONAL) && !s.hasAny(8627, 4111))
                                    && !(s.is(8626, ORDINANCE_OR_SELF) && s.hasAny(8627, 4111))
                                    && !(s.is(8626, SELF) && s.hasAny(8617, 8618, 8619, 8620)))
                    .at(8626),
            must(
                            "K132",
                            in(9, 17),
                            "8626 = 1 verlangt 8617 oder 8631.",
                            "8626 = 1 calls for 8617 or 8631.",
                            s -> !s.is(8626, ORDINANCE) || s.hasAny(8617, 8631))
                    .missing(8617),
            rule(
                    "K135",
                    in(9, 17),
                    "8632 (Virusvariantendiagnostik) wird nicht mehr übertragen.",
                    "8632 (virus variant diagnostics) is no longer sent.",
                    s -> s.first(8632)));

    private PublicHealthRules() {}
}
