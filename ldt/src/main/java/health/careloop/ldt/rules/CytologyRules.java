package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;

import java.util.List;

/** Cytology and cervical cancer screening. */
final class CytologyRules {
    private static final long[] POSITIVE = codes("1");
    private static final long[] UNUSABLE = codes("3");
    private static final long[] GROUP_ZERO = codes("0");
    private static final long[] YES = codes("1");

    static final List<ContextRule> ALL = List.of(
            must(
                            "K080",
                            in(63),
                            "Nicht verwertbares Zellmaterial (7368) wird nicht abgerechnet (8158).",
                            "unusable cell material (7368) is not billed (8158).",
                            s -> !s.has(8158) || !s.has(7368))
                    .at(8158),
            must(
                            "K081",
                            in(63),
                            "Verwertbares Zellmaterial (kein 7368) verlangt den Zeitpunkt der Messung 8225.",
                            "usable cell material (no 7368) calls for the time of measurement 8225.",
                            s -> s.has(7368) || s.has(8225))
                    .missing(8225),
            must(
                            "K122",
                            in(62),
                            "Der HPV-Typ 16/18 (3317) steht nur bei positivem HPV-HR-Test (3316 = 1).",
                            "the HPV type 16/18 (3317) stands only with a positive high-risk HPV test (3316 = 1).",
                            s -> !s.has(3317) || s.is(3316, POSITIVE))
                    .at(3317),
            must(
                            "K123",
                            in(62),
                            "3320 (sofort) steht nur bei einer empfohlenen Maßnahme (7415, 7417, 3318, 3319) und ohne 3321.",
                            "3320 (at once) stands only with a recommended measure (7415, 7417, 3318, 3319) and without 3321.",
                            s -> !s.has(3320) || (s.hasAny(7415, 7417, 3318, 3319) && !s.has(3321)))
                    .at(3320),
            must(
                            "K124",
                            in(62),
                            "3321 (in Monaten) steht nur bei einer empfohlenen Maßnahme (7415, 7417, 3318, 3319) und"
                                    + " ohne 3320.",
                            "3321 (in months) stands only with a recommended measure (7415, 7417, 3318, 3319) and"
                                    + " without 3320.",
                            s -> !s.has(3321) || (s.hasAny(7415, 7417, 3318, 3319) && !s.has(3320)))
                    .at(3321),
            must(
                            "K125",
                            in(62),
                            "Abgerechnet (8158) wird nur mit Zytologie (7414 nicht 0) oder verwertbarem HPV-HR-Test"
                                    + " (3316 nicht 3).",
                            "billing (8158) calls for cytology (7414 other than 0) or a usable high-risk HPV test"
                                    + " (3316 other than 3).",
                            s -> !s.has(8158) || s.isOtherThan(7414, GROUP_ZERO) || s.isOtherThan(3316, UNUSABLE))
                    .at(8158),
            must(
                            "K126",
                            in(62),
                            "Eine Gruppe (7414 nicht 0) verlangt den Zeitpunkt der Messung 8225.",
                            "a group (7414 other than 0) calls for the time of measurement 8225.",
                            s -> !s.isOtherThan(7414, GROUP_ZERO) || s.has(8225))
                    .missing(8225),
            must(
                            "K128",
                            in(34),
                            "Das HPV-HR-Testergebnis 3316 steht nur, wenn ein HPV-HR-Test vorliegt (3314 = 1).",
                            "the high-risk HPV result 3316 stands only when there is such a test (3314 = 1).",
                            s -> !s.has(3316) || s.is(3314, YES))
                    .at(3316),
            must(
                            "K134",
                            in(62),
                            "Die Felder 7405 bis 7412 stehen alle bei einer Gruppe (7414 nicht 0) und ohne 7414 gar nicht.",
                            "the fields 7405 to 7412 all stand with a group (7414 other than 0), and none without 7414.",
                            s -> s.has(7414)
                                    ? !s.isOtherThan(7414, GROUP_ZERO)
                                            || s.hasAll(7405, 7406, 7407, 7408, 7409, 7410, 7411, 7412)
                                    : !s.hasAny(7405, 7406, 7407, 7408, 7409, 7410, 7411, 7412))
                    .missing(7414, 7405, 7406, 7407, 7408, 7409, 7410, 7411, 7412));

    private CytologyRules() {}
}
