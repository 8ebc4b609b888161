package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** Who pays: Obj_0001 to Obj_0006, Obj_0048, Obj_0058. */
final class BillingRules {
    private static final int REPORT = 8205;
    private static final int ORDER = 8215;
    private static final int PRACTICE_HEADER = 8230;

    private static final long[] OPEN = codes("1");
    private static final long[] STATUTORY = codes("1", "2", "8", "9", "10");
    private static final long[] STATUTORY_FEES = codes("0", "1", "2", "3");
    private static final long[] EBM = codes("0", "1", "2");
    private static final long[] REFERRAL = codes("27");
    private static final long[] GROUP = codes("28");
    private static final long[] LABORATORY_FORMS = codes("27", "28");
    private static final long[] CONTRACEPTION = codes("3");
    private static final long[] ORGANISATIONS = codes("15", "16", "90");
    private static final long[] PERSONS = codes("02", "03", "04", "05", "06", "11", "12");
    private static final long[] ORDERING_PHYSICIAN = codes("02");
    private static final long[] PRIVATE_GROUP = codes("2");

    static final List<ContextRule> ALL = List.of(
            rule(
                    "K005",
                    in(REPORT),
                    "Solange der Auftrag nicht abgeschlossen ist (8401 = 1), enthält der Befund keine"
                            + " Gebührenordnung (4121).",
                    "as long as the order is not finished (8401 = 1), the report holds no fee schedule (4121).",
                    s -> s.view().find(8401, OPEN) < 0 ? Scope.FINE : s.view().first(4121)),
            must(
                            "K008",
                            in(58),
                            "Kassenleistungen (7303 = 1, 2, 8, 9, 10) werden nach EBM, BMÄ, EGO oder GOÄ abgerechnet"
                                    + " (4121 = 0 bis 3).",
                            "statutory insurance (7303 = 1, 2, 8, 9, 10) is billed by EBM, BMÄ, EGO or GOÄ (4121 = 0 to 3).",
                            s -> !s.is(7303, STATUTORY) || !s.isOtherThan(4121, STATUTORY_FEES))
                    .at(4121),
            must(
                            "K012",
                            in(2),
                            "4221 steht genau dann, wenn 4239 = 27 oder 28 ist.",
                            "4221 stands exactly when 4239 is 27 or 28.",
                            s -> !s.has(4239) || s.is(4239, LABORATORY_FORMS) == s.has(4221))
                    .missing(4221)
                    .at(4221, 4239),
            must(
                            "K014",
                            in(2),
                            "Angaben zum Erstveranlasser (4217/4225 mit 4241/4248) stehen nur bei 4239 = 27.",
                            "the first orderer (4217/4225 with 4241/4248) is named only with 4239 = 27.",
                            s -> !firstOrderer(s) || s.is(4239, REFERRAL))
                    .at(4217, 4225),
            must(
                            "K015",
                            in(2),
                            "Die Knappschaftskennziffer 4229 steht nur bei 4239 = 27 oder 28.",
                            "the miners' insurance code 4229 stands only with 4239 = 27 or 28.",
                            s -> !s.has(4229) || s.is(4239, LABORATORY_FORMS))
                    .at(4229),
            rule(
                    "K016",
                    in(ORDER),
                    "Bei anderen Scheinen als 27 und 28 (4239) ist anzugeben, wohin überwiesen wird (8241).",
                    "forms other than 27 and 28 (4239) have to say where the patient is referred to (8241).",
                    s -> s.view().hasHereOrInHeader(8241)
                            ? Scope.FINE
                            : s.firstBroken(2, payer -> payer.isOtherThan(4239, LABORATORY_FORMS))),
            rule(
                    "K019",
                    in(58),
                    "Eine Gebührennummer nach EBM, BMÄ oder EGO hat fünf Ziffern und allenfalls einen"
                            + " Buchstaben (F009).",
                    "a fee number of EBM, BMÄ or EGO has five digits and perhaps a letter (F009).",
                    BillingRules::wrongFee),
            must(
                            "K020",
                            in(ORDER),
                            "Bei Abrechnung GKV gehört zur BSNR (0201) eine LANR (0212) oder Pseudo-LANR (0223).",
                            "with statutory insurance billing a BSNR (0201) comes with a LANR (0212) or pseudo LANR (0223).",
                            s -> s.view().count(2) == 0
                                    || !s.view().hasHereOrInHeader(201)
                                    || s.view().hasHereOrInHeader(212)
                                    || s.view().hasHereOrInHeader(223))
                    .missing(212),
            must(
                            "K021",
                            in(2),
                            "Bei 4239 = 28 ist 4221 nicht 3.",
                            "with 4239 = 28, 4221 is not 3.",
                            s -> !s.is(4239, GROUP) || !s.is(4221, CONTRACEPTION))
                    .at(4221),
            pair(
                    "K022",
                    codes("07", "08"),
                    codes("01"),
                    "Bei 4131 = 07 oder 08 ist 4106 = 01.",
                    "with 4131 = 07 or 08, 4106 is 01."),
            pair("K023", codes("06"), codes("02"), "Bei 4131 = 06 ist 4106 = 02.", "with 4131 = 06, 4106 is 02."),
            pair("K024", codes("04"), codes("00"), "Bei 4131 = 04 ist 4106 = 00.", "with 4131 = 04, 4106 is 00."),
            must(
                            "K029",
                            in(48),
                            "Ein Rechnungsempfänger mit dem Status 15, 16 oder 90 (7421) ist als Organisation genannt (8143).",
                            "an invoice recipient of status 15, 16 or 90 (7421) is named as an organisation (8143).",
                            s -> !s.is(7421, ORGANISATIONS) || s.holds(8143))
                    .missing(8143)
                    .at(7421),
            must(
                            "K030",
                            in(48),
                            "Ein Rechnungsempfänger mit dem Status 02 bis 06, 11 oder 12 (7421) ist als Person genannt (8147).",
                            "an invoice recipient of status 02 to 06, 11 or 12 (7421) is named as a person (8147).",
                            s -> !s.is(7421, PERSONS) || s.holds(8147))
                    .missing(8147)
                    .at(7421),
            rule(
                    "K031",
                    in(ORDER),
                    "Mehrere Abrechnungen GKV unterscheiden sich in 4239 oder 4221.",
                    "several statutory insurance billings differ in 4239 or 4221.",
                    s -> s.view().firstDouble(2, payer -> payer.code(4239) << 16 ^ payer.code(4221))),
            rule(
                    "K033",
                    in(ORDER),
                    "Mehrere Abrechnungen PKV unterscheiden sich in 7362.",
                    "several private billings differ in 7362.",
                    s -> s.view().firstDouble(3, payer -> payer.code(7362))),
            rule(
                    "K041",
                    in(ORDER),
                    "Eine Weiterüberweisung (8240 bei 4239 = 27) nennt den Erstveranlasser: 4217 und 4241,"
                            + " 4225 und 4241 oder 4225 und 4248.",
                    "a passed-on referral (8240 with 4239 = 27) names the first orderer: 4217 and 4241, 4225"
                            + " and 4241, or 4225 and 4248.",
                    s -> s.view().hasHereOrInHeader(8240)
                            ? s.firstBroken(2, payer -> payer.is(4239, REFERRAL) && !firstOrderer(payer))
                            : Scope.FINE),
            must(
                            "K050",
                            in(2),
                            "Die Abrechnung GKV verlangt 4239 und im Kopf die KBV-Prüfnummer 0105.",
                            "statutory insurance billing calls for 4239 and for the KBV approval number 0105 in the header.",
                            s -> s.has(4239) && s.view().hasHereOrInHeader(105))
                    .missing(4239, 105),
            rule(
                    "K056",
                    in(ORDER),
                    "Kassenleistungen (7303 = 1, 2, 8, 9, 10) verlangen die Versichertenart 3108.",
                    "statutory insurance (7303 = 1, 2, 8, 9, 10) calls for the insurance status 3108.",
                    s -> s.view().find(7303, STATUTORY) < 0 ? Scope.FINE : s.firstBroken(2, payer -> !payer.has(3108))),
            rule(
                    "K090",
                    in(ORDER),
                    "Karte ab 2015 eines sonstigen Kostenträgers: 3105 und 4110 sind anzugeben.",
                    "card read since 2015, other payer: 3105 and 4110 are to be given.",
                    s -> s.firstBroken(
                            2, payer -> readSince2015(payer, true) && !(s.view().has(3105) && payer.has(4110)))),
            rule(
                    "K091",
                    in(ORDER),
                    "Karte ab 2015 einer gesetzlichen Kasse: 3119 und 4133 sind anzugeben.",
                    "card read since 2015, statutory insurer: 3119 and 4133 are to be given.",
                    s -> s.firstBroken(
                            2,
                            payer -> readSince2015(payer, false) && !(s.view().has(3119) && payer.has(4133)))),
            must(
                            "K093",
                            in(3),
                            "Leistungen der Privat-LG (7362 = 2) gehen an den einsendenden Arzt: 7421 ist 02.",
                            "tests of a private laboratory group (7362 = 2) are billed to the ordering physician: 7421 is 02.",
                            s -> !s.is(7362, PRIVATE_GROUP) || !s.holdsOtherThan(7421, ORDERING_PHYSICIAN))
                    .at(7362));

    private static ContextRule pair(String id, long[] group, long[] area, String german, String english) {
        return must(id, in(2), german, english, s -> !s.is(4131, group) || s.is(4106, area))
                .at(4106);
    }

    private static boolean firstOrderer(Scope payer) {
        return (payer.has(4217) && payer.has(4241)) || (payer.has(4225) && payer.hasAny(4241, 4248));
    }

    private static int wrongFee(Scope billing) {
        if (billing.is(4121, EBM)) {
            for (int i = billing.first(5001); i >= 0; i = billing.again(i)) {
                var fee = billing.view().field(i).content();
                // Of another length it has its finding already.
                if (fee.length() >= 5 && fee.length() <= 6 && !Shapes.feeNumber(fee)) {
                    return i;
                }
            }
        }
        return Scope.FINE;
    }

    /** The third to fifth digit of the VKNR tells other payers (from 800) from statutory insurers. */
    private static boolean readSince2015(Scope payer, boolean otherPayer) {
        int read = payer.first(4109);
        int number = payer.first(4104);
        if (read < 0 || number < 0) {
            return false;
        }
        var date = payer.view().field(read).content();
        var insurer = payer.view().field(number).content();
        return Shapes.date(date)
                && Shapes.fiveDigits(insurer)
                && Shapes.number(date, 0, 8) >= 20_150_101
                && Shapes.number(insurer, 2, 5) >= 800 == otherPayer;
    }

    private BillingRules() {}
}
