package health.careloop.ldt.rules;

import health.careloop.ldt.Sentence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All K rules that a file can decide, and why it cannot decide the others. */
final class ContextRules {
    static final List<ContextRule> ALL = Stream.of(
                    AttachmentRules.ALL,
                    BillingRules.ALL,
                    CytologyRules.ALL,
                    MaterialRules.ALL,
                    MicrobiologyRules.ALL,
                    OrderRules.ALL,
                    PatientRules.ALL,
                    PublicHealthRules.ALL,
                    ResultRules.ALL,
                    SenderRules.ALL)
            .flatMap(List::stream)
            .toList();

    private static final ContextRule[] NONE = {};

    /** Rules by the number of the object or record at whose end they are asked. */
    static final ContextRule[][] BY_PLACE = byPlace(ALL);

    private static final String NEEDS_THE_ORDER = "der Auftrag liegt nicht in derselben Datei";
    private static final String NEEDS_THE_ORDER_EN = "the order is not in the same file";

    static final Map<String, Sentence> UNDECIDABLE = new TreeMap<>(Map.of(
            "K042",
            new Sentence(
                    "erlaubt das Weglassen des Einsenders, verbietet aber nichts",
                    "permits leaving the sender out, and forbids nothing"),
            "K087",
            new Sentence(
                    "ob eine Versichertenkarte gelesen wurde, steht nur in 4109 selbst",
                    "whether a card was read only 4109 itself says"),
            "K088",
            new Sentence(
                    "ob der Sender die Werte kennt, steht nicht in der Datei",
                    "whether the sender knows the values is not in the file"),
            "K112",
            new Sentence(NEEDS_THE_ORDER, NEEDS_THE_ORDER_EN),
            "K118",
            new Sentence(NEEDS_THE_ORDER, NEEDS_THE_ORDER_EN)));

    private ContextRules() {}

    static ContextRule[][] byPlace(List<ContextRule> rules) {
        ContextRule[][] bound = new ContextRule[8300][];
        Arrays.fill(bound, NONE);
        Map<Integer, List<ContextRule>> places = new TreeMap<>();
        for (ContextRule rule : rules) {
            for (int place : rule.places()) {
                places.computeIfAbsent(place, key -> new ArrayList<>()).add(rule);
            }
        }
        places.forEach((place, found) -> bound[place] = found.toArray(ContextRule[]::new));
        return bound;
    }
}
