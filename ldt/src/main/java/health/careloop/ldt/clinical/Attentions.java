package health.careloop.ldt.clinical;

import health.careloop.ldt.LdtObject;
import java.util.ArrayList;
import java.util.List;

/** Obj_0026: a call for attention, one per reason 7280, all with the same words. */
final class Attentions {
    static final String TYPE = "Obj_0026";

    private Attentions() {}

    static List<Attention> in(LdtObject call) {
        List<String> words = new ArrayList<>();
        for (LdtObject text : call.children("8167")) {
            words.addAll(FreeText.lines(text));
        }
        String joined = String.join("\n", words);
        List<Attention> found = new ArrayList<>();
        for (String code : call.texts("7280")) {
            found.add(new Attention(
                    code.strip(), code.strip().equals(Attention.LIFE_THREATENING), joined, Sources.in(call)));
        }
        if (found.isEmpty()) {
            found.add(new Attention("", false, joined, Sources.in(call)));
        }
        return found;
    }
}
