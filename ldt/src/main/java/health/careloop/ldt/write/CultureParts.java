package health.careloop.ldt.write;

import health.careloop.ldt.clinical.Culture;
import health.careloop.ldt.clinical.Culture.Organism;
import health.careloop.ldt.clinical.Culture.Susceptibility;

/** Organisms and antibiogram of Obj_0061. */
final class CultureParts {
    /** 7286, rule E013: no antibiogram was made. */
    private static final String NOT_TESTED = "0";

    private final ObjectWriter out;

    CultureParts(ObjectWriter out) {
        this.out = out;
    }

    void write(Culture culture) {
        culture.organisms().forEach(this::organism);
        String method = culture.resistanceMethod();
        out.put("7286", method == null ? NOT_TESTED : method);
        if (!culture.susceptibilities().isEmpty()) {
            out.object("8111", "Antibiogramm", "Obj_0011", () -> antibiogram(culture));
        }
        out.words("8237", "Ergebnistext", culture.words());
    }

    private void organism(Organism organism) {
        out.put("7354", organism.id());
        out.put("7355", organism.name());
        out.put("7427", organism.kind());
        out.put("7301", organism.detected());
        out.put("7357", organism.growth());
        out.put("7293", organism.amount());
        out.words("8236", "Testbezogene_Hinweise", organism.remarks());
    }

    private void antibiogram(Culture culture) {
        String substance = "";
        for (Susceptibility tried : culture.susceptibilities()) {
            if (!tried.substance().equals(substance)) {
                substance = tried.substance();
                out.put("7287", substance);
                out.put("7370", tried.tradeName());
            }
            out.put("7354", tried.organism());
            out.put("7367", tried.sensitivity());
            out.put("7289", tried.mic());
            out.put("7369", tried.micUnit());
            out.put("7290", tried.interpretation());
            out.put("7424", tried.standard());
        }
    }
}
