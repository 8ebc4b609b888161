package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;
import static health.careloop.ldt.rules.ContextRule.rule;

import java.util.List;

/** Who sends: practices, physicians, addresses. */
final class SenderRules {
    private static final int LAB_HEADER = 8220;
    private static final int PRACTICE_HEADER = 8230;
    private static final int REPORT = 8205;
    private static final int ORDER = 8215;

    private static final long[] KINDS_OF_SITE = codes("1", "2", "3", "4");
    private static final long[] MAIN_OR_BRANCH = codes("5", "6");
    private static final long[] GERMANY = codes("D");
    private static final long[] PERSONS = codes("03", "04", "05", "06", "08", "11", "12", "14", "16");
    private static final long[] SITES = codes("01", "02", "07", "08", "14", "17");
    private static final long[] ORGANISATIONS = codes("03", "15", "16");
    private static final long[] PHYSICIANS = codes("01", "02", "07");
    private static final long[] LABORATORY_GROUP = codes("28");
    private static final long[] TEAM_BILLING = codes("8");

    static final List<ContextRule> ALL = List.of(
            rule(
                    "K017",
                    in(LAB_HEADER, PRACTICE_HEADER, REPORT, ORDER),
                    "Die Anschrift braucht eine PLZ (3112) oder Postfach-PLZ (3121).",
                    "the address needs a postcode (3112) or PO box postcode (3121).",
                    s -> s.firstBroken(7, address -> !address.hasAny(3112, 3121) && !isForeign(address))),
            must(
                            "K043",
                            in(19),
                            "Der Status der Betriebsstätte (0204) ist einmal 1 bis 4 und höchstens ein weiteres Mal 5 oder 6.",
                            "the status of the site (0204) is once 1 to 4 and at most once more 5 or 6.",
                            s -> switch (s.count(204)) {
                                case 0 -> true;
                                case 1 -> s.is(204, KINDS_OF_SITE);
                                case 2 -> s.is(204, KINDS_OF_SITE) && s.is(204, MAIN_OR_BRANCH);
                                default -> false;
                            })
                    .missing(204)
                    .at(204),
            must(
                            "K044",
                            in(19),
                            "Die Betriebsstätte braucht eine Nummer: 0200 oder 0201.",
                            "the site needs a number: 0200 or 0201.",
                            s -> s.hasAny(200, 201))
                    .missing(201),
            must(
                            "K045",
                            in(22),
                            "Ein Einsender mit dem Status 03 bis 06, 08, 11, 12, 14 oder 16 (7321) ist als Person"
                                    + " genannt (8147).",
                            "a sender of status 03 to 06, 08, 11, 12, 14 or 16 (7321) is named as a person (8147).",
                            s -> !s.is(7321, PERSONS) || s.has(8147))
                    .missing(8147)
                    .at(7321),
            must(
                            "K046",
                            in(22),
                            "Ein Einsender mit dem Status 01, 02, 07, 08, 14 oder 17 (7321) hat eine Betriebsstätte (8119).",
                            "a sender of status 01, 02, 07, 08, 14 or 17 (7321) has a site (8119).",
                            s -> !s.is(7321, SITES) || s.has(8119))
                    .missing(8119)
                    .at(7321),
            must(
                            "K047",
                            in(22),
                            "Ein Einsender mit dem Status 03, 15 oder 16 (7321) hat keine Betriebsstätte (8119).",
                            "a sender of status 03, 15 or 16 (7321) has no site (8119).",
                            s -> !s.is(7321, ORGANISATIONS) || !s.has(8119))
                    .at(8119, 7321),
            must(
                            "K048",
                            in(22),
                            "Ein Einsender mit dem Status 03, 15 oder 16 (7321) ist als Organisation genannt (8143).",
                            "a sender of status 03, 15 or 16 (7321) is named as an organisation (8143).",
                            s -> !s.is(7321, ORGANISATIONS) || s.has(8143))
                    .missing(8143)
                    .at(7321),
            must(
                            "K107",
                            in(22),
                            "Ein Arzt als Einsender (7321 = 01, 02, 07) braucht die Arztidentifikation 8114.",
                            "a physician as sender (7321 = 01, 02, 07) needs the physician identification 8114.",
                            s -> !s.is(7321, PHYSICIANS) || s.has(8114))
                    .missing(8114)
                    .at(7321),
            must(
                            "K057",
                            in(ORDER),
                            "Eine ASV-Leistung (7303 = 8) verlangt die ASV-Teamnummer 0222.",
                            "a test billed to ASV (7303 = 8) calls for the ASV team number 0222.",
                            s -> !s.view().any(59, order -> order.is(7303, TEAM_BILLING))
                                    || s.view().hasHereOrInHeader(222))
                    .missing(222),
            must(
                            "K059",
                            in(31),
                            "Kommunikationsdaten brauchen mindestens eines der Felder 7330 bis 7335.",
                            "contact data need at least one of the fields 7330 to 7335.",
                            s -> s.hasAny(7330, 7331, 7332, 7333, 7334, 7335))
                    .missing(7330),
            must(
                            "K092",
                            in(LAB_HEADER),
                            "Das Labor nennt einen Ansprechpartner (8147).",
                            "the laboratory names a contact person (8147).",
                            s -> s.view().has(8147))
                    .missing(8147),
            must(
                            "K101",
                            in(8),
                            "Der Adressat ist entweder eine Person (8147) oder eine Organisation (8143).",
                            "the addressee is either a person (8147) or an organisation (8143).",
                            s -> s.has(8147) != s.has(8143))
                    .at(8143)
                    .missing(8147),
            must(
                            "K115",
                            in(14),
                            "Ein Arzt hat eine LANR (0212) oder eine Pseudo-LANR (0223).",
                            "a physician has a LANR (0212) or a pseudo LANR (0223).",
                            // Beside 0222 it is K116 that asks: one number missing is one fault.
                            s -> s.hasAny(212, 223, 222))
                    .missing(212, 223),
            rule(
                    "K116",
                    in(REPORT, ORDER, PRACTICE_HEADER, LAB_HEADER),
                    "Neben der ASV-Teamnummer 0222 steht 0212 oder 0223, bei Anforderungen an eine"
                            + " Laborgemeinschaft (4239 = 28) nur 0212.",
                    "beside the ASV team number 0222 stands 0212 or 0223, in orders to a laboratory group"
                            + " (4239 = 28) only 0212.",
                    s -> s.view().find(4239, LABORATORY_GROUP) >= 0
                            ? s.firstBroken(14, doctor -> doctor.has(222) && (!doctor.has(212) || doctor.has(223)))
                            : s.firstBroken(14, doctor -> doctor.has(222) && !doctor.hasAny(212, 223))));

    /** Abroad the postcode may be unknown when a card was read (4109), which says where the insured person lives. */
    private static boolean isForeign(Scope address) {
        return address.view().has(4109) && (address.isOtherThan(3114, GERMANY) || address.isOtherThan(3124, GERMANY));
    }

    private SenderRules() {}
}
