package health.careloop.ldt.rules;

import static health.careloop.ldt.rules.ContextRule.codes;
import static health.careloop.ldt.rules.ContextRule.in;
import static health.careloop.ldt.rules.ContextRule.must;

import java.util.List;

/** Documents and texts. */
final class AttachmentRules {
    private static final long[] OTHER_DOCUMENT = codes("999");

    static final List<ContextRule> ALL = List.of(
            must(
                            "K001",
                            in(10),
                            "Ein Anhang enthält entweder den Verweis 6305 oder das Dokument selbst (8242).",
                            "an attachment holds either the reference 6305 or the document itself (8242).",
                            s -> s.has(6305) != s.has(8242))
                    .missing(6305)
                    .at(6305, 9970)
                    .grave(),
            must(
                            "K075",
                            in(10),
                            "Der Dokumententyp 999 (sonstige) verlangt eine Beschreibung in 6327.",
                            "document type 999 (other) calls for a description in 6327.",
                            s -> !s.is(9970, OTHER_DOCUMENT) || s.has(6327))
                    .missing(6327)
                    .at(9970),
            must(
                            "K100",
                            in(68),
                            "Nach 8242 steht das Dokument in 6329 und kein Text; nach 8167, 8217, 8236, 8237 und"
                                    + " 8238 steht Text in 3564 und kein Dokument.",
                            "after 8242 the document stands in 6329 and no text; after 8167, 8217, 8236, 8237 and"
                                    + " 8238 text stands in 3564 and no document.",
                            s -> switch (s.role()) {
                                case 8242 -> s.has(6329) && !s.has(3564);
                                case 8167, 8217, 8236, 8237, 8238 -> s.has(3564) && !s.has(6329);
                                default -> true;
                            })
                    .at(3564, 6329));

    private AttachmentRules() {}
}
