package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** What was ordered: Satz 8215. */
final class OrderRules {
    private static final int REPORT = 8205;
    private static final int ORDER = 8215;

    private static final long[] CANCELLED = codes("99");
    private static final long[] UNASSIGNED = codes("11");
    private static final long[] TO_SPECIALIST = codes("1", "8", "9");
    private static final long[] TO_GROUP = codes("2", "10");
    private static final long[] REFERRAL = codes("27");
    private static final long[] GROUP = codes("28");
    private static final long[] PREVENTIVE = codes("2");
    private static final long[] PRIVATE_SPECIALIST = codes("3");
    private static final long[] PRIVATE_GROUP = codes("4");
    private static final long[] SPECIALIST = codes("1");
    private static final long[] LABORATORY_GROUP = codes("2");

    static final List<ContextRule> ALL = List.of(
            must(
                            "K003",
                            in(59),
                            "Zum Test-Ident 8410 gehört bei 7303 = 1, 8 oder 9 die Bezeichnung 8411.",
                            "with 7303 = 1, 8 or 9 the test code 8410 comes with the name 8411.",
                            s -> !s.is(7303, TO_SPECIALIST) || !s.has(8410) || s.has(8411))
                    .missing(8411)
                    .at(8410),
            must(
                            "K011",
                            in(59),
                            "Bei 7303 = 2 oder 10 steht der Test-Ident 8410 und kein Katalog 7260.",
                            "with 7303 = 2 or 10 the test code 8410 stands and no catalogue 7260.",
                            s -> !s.is(7303, TO_GROUP) || (s.has(8410) && !s.has(7260)))
                    .missing(8410)
                    .at(7260),
            must(
                            "K025",
                            in(ORDER),
                            "Wurde eine Karte gelesen (4109), steht 3105 oder 3119.",
                            "when a card was read (4109), 3105 or 3119 stands.",
                            s -> !s.view().has(4109)
                                    || s.view().has(3105)
                                    || s.view().has(3119))
                    .missing(3119),
            rule(
                    "K027",
                    in(ORDER),
                    "Die Abrechnungsinformation nennt einen Kostenträger (8102 bis 8106, 8109).",
                    "the billing information names a payer (8102 to 8106, 8109).",
                    s -> s.firstBroken(1, billing -> !billing.hasAny(8102, 8103, 8104, 8105, 8106, 8109))),
            rule(
                    "K032",
                    in(ORDER),
                    "Zur Abrechnungsinfo 7303 gehört der passende Schein: 1 braucht 4239 = 27, 2 braucht 28,"
                            + " 9 braucht 27 mit 4221 = 2, 10 braucht 28 mit 4221 = 2.",
                    "7303 comes with its form: 1 needs 4239 = 27, 2 needs 28, 9 needs 27 with 4221 = 2, 10"
                            + " needs 28 with 4221 = 2.",
                    OrderRules::formMissing),
            rule(
                    "K034",
                    in(ORDER),
                    "7303 = 3 braucht 7362 = 1, und 7303 = 4 braucht 7362 = 2.",
                    "7303 = 3 needs 7362 = 1, and 7303 = 4 needs 7362 = 2.",
                    s -> {
                        int specialist = s.view().find(7303, PRIVATE_SPECIALIST);
                        if (specialist >= 0 && s.view().find(7362, SPECIALIST) < 0) {
                            return specialist;
                        }
                        int group = s.view().find(7303, PRIVATE_GROUP);
                        return group >= 0 && s.view().find(7362, LABORATORY_GROUP) < 0 ? group : Scope.FINE;
                    }),
            must(
                            "K037",
                            in(59),
                            "Die Anforderung als Text (8434) steht nur ohne 8410 und 7260.",
                            "an order in words (8434) stands only without 8410 and 7260.",
                            s -> !s.has(8434) || !s.hasAny(8410, 7260))
                    .at(8434),
            must(
                            "K060",
                            in(58, 59),
                            "7303 = 11 (keine Zuordnung) ist nur im Veranlassungsgrund (Obj_0027) erlaubt.",
                            "7303 = 11 (not assigned) is allowed only in the reason for ordering (Obj_0027).",
                            s -> !s.is(7303, UNASSIGNED))
                    .at(7303),
            must(
                            "K069",
                            in(ORDER),
                            "Zum Material (8137) gehören Auftragsinformation (8113) und Untersuchungsanforderung (8159).",
                            "material (8137) comes with order information (8113) and a test order (8159).",
                            s -> !s.has(8137) || s.hasAll(8113, 8159))
                    .missing(8113, 8159),
            must(
                            "K070",
                            in(ORDER),
                            "Bei Abrechnung GKV, PKV, IGeL, Selektivvertrag oder ÖGD ist der Patient anzugeben (8145).",
                            "with statutory, private, self-pay, contract or public health billing the patient is to"
                                    + " be named (8145).",
                            s -> s.has(8145) || !hasAnyOf(s.view(), 8102, 8103, 8104, 8106, 8109))
                    .missing(8145),
            payer(
                    "K097",
                    8102,
                    "Abrechnung GKV (8102)",
                    "statutory insurance billing (8102)",
                    "1",
                    "2",
                    "8",
                    "9",
                    "10",
                    "13",
                    "15",
                    "16"),
            payer("K098", 8103, "Abrechnung PKV (8103)", "private billing (8103)", "3", "4", "14"),
            payer("K102", 8104, "Abrechnung IGeL (8104)", "self-pay billing (8104)", "6"),
            payer("K103", 8106, "Abrechnung Selektivvertrag (8106)", "selective contract billing (8106)", "5"),
            payer("K105", 8105, "Abrechnung sonstige Kostenübernahme (8105)", "other payer billing (8105)", "7"),
            rule(
                    "K113",
                    in(REPORT),
                    "Storniert (7303 = 99) wird nur im Auftrag (8215).",
                    "only an order (8215) may cancel (7303 = 99).",
                    s -> s.view().find(7303, CANCELLED)),
            must(
                            "K114",
                            in(ORDER),
                            "Eine Stornierung (7303 = 99) verlangt die Nachforderungs-ID 8313.",
                            "a cancellation (7303 = 99) calls for the follow-up order ID 8313.",
                            s -> !s.view().any(59, test -> test.is(7303, CANCELLED))
                                    || s.view().any(13, order -> order.has(8313)))
                    .missing(8313),
            must(
                            "K133",
                            in(27),
                            "4209 steht nur bei 7303 = 2 oder 10.",
                            "4209 stands only with 7303 = 2 or 10.",
                            s -> !s.has(4209) || s.is(7303, TO_GROUP))
                    .at(4209));

    private static boolean hasAnyOf(RecordView view, int... fields) {
        for (int field : fields) {
            if (view.has(field)) {
                return true;
            }
        }
        return false;
    }

    private static ContextRule payer(String id, int attribute, String german, String english, String... billing) {
        long[] kinds = codes(billing);
        String named = String.join(", ", billing);
        return rule(
                id,
                in(ORDER),
                "Zur Abrechnungsinfo 7303 = " + named + " gehört die " + german + ".",
                "7303 = " + named + " comes with " + english + ".",
                s -> s.view().has(attribute) ? Scope.FINE : s.view().find(7303, kinds));
    }

    private static int formMissing(Scope order) {
        RecordView view = order.view();
        for (Form form : FORMS) {
            int at = view.find(7303, form.billing());
            if (at >= 0
                    && !view.any(
                            2,
                            payer -> payer.is(4239, form.subgroup())
                                    && (!form.preventive() || payer.is(4221, PREVENTIVE)))) {
                return at;
            }
        }
        return Scope.FINE;
    }

    private record Form(long[] billing, long[] subgroup, boolean preventive) {}

    private static final List<Form> FORMS = List.of(
            new Form(codes("1"), REFERRAL, false),
            new Form(codes("2"), GROUP, false),
            new Form(codes("9"), REFERRAL, true),
            new Form(codes("10"), GROUP, true));

    private OrderRules() {}
}
