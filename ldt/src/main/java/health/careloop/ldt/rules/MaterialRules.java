package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** The specimen. */
final class MaterialRules {
    private static final int REPORT = 8205;
    private static final int ORDER = 8215;

    private static final long[] ORGANIC = codes("1");
    private static final long[] INORGANIC = codes("2");
    private static final long[] NO_MATERIAL = codes("11");

    static final List<ContextRule> ALL = List.of(
            must(
                            "K006",
                            in(37),
                            "Die Spezifikation 8431 steht nur zusammen mit 8428, 8429 oder 8430.",
                            "the details 8431 stand only together with 8428, 8429 or 8430.",
                            s -> !s.has(8431) || s.hasAny(8428, 8429, 8430))
                    .at(8431),
            must(
                            "K038",
                            in(37),
                            "Organisches Material (7310 = 1) hat kein 7312, anorganisches (7310 = 2) kein 7311.",
                            "organic material (7310 = 1) has no 7312, inorganic (7310 = 2) no 7311.",
                            s -> !(s.is(7310, ORGANIC) && s.has(7312)) && !(s.is(7310, INORGANIC) && s.has(7311)))
                    .at(7312, 7311),
            rule(
                    "K039",
                    in(REPORT, ORDER),
                    "Die Art des Materials (7310) steht nur bei Tier/Sonstiges (Obj_0053).",
                    "the kind of material (7310) stands only with an animal or other source (Obj_0053).",
                    s -> s.view().has(7310) && s.view().count(53) == 0
                            ? s.firstBroken(37, material -> material.has(7310))
                            : Scope.FINE),
            rule(
                    "K063",
                    in(ORDER),
                    "Im Auftrag nennt das Material nur die Abnahme (8219), keinen Eingang im Labor (8220).",
                    "in an order the material names only its collection (8219), no receipt by the laboratory (8220).",
                    s -> s.firstBroken(37, material -> material.has(8220))),
            rule(
                            "K082",
                            in(REPORT),
                            "Material fehlt oder war nicht verwertbar (8418 = 11 oder 7368): das Material"
                                    + " muss einen Hinweis 8126 tragen.",
                            "material is missing or was unusable (8418 = 11 or 7368): the material must"
                                    + " carry a notice 8126.",
                            s -> {
                                int missing = s.view().find(8418, NO_MATERIAL);
                                boolean unusable = s.view().has(7368);
                                if ((missing < 0 && !unusable) || s.view().any(37, material -> material.has(8126))) {
                                    return Scope.FINE;
                                }
                                return missing >= 0 ? missing : s.start();
                            })
                    .missing(8126)
                    .grave());

    private MaterialRules() {}
}
