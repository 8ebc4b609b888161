package health.careloop.ldt.clinical;

/**
 * The laboratory asks for attention (Obj_0026, LDT 3 only).
 *
 * @param code 7280, rule E049: 1 pathological, 2 life-threatening, 3 recall advised, 4 and 5 specimen problems, 6 and 7
 *     statutory notification made
 * @param lifeThreatening code 2
 * @param text the laboratory's words, lines joined by line breaks; "" when it sent none
 * @param sources 7280, and 8167 with 3564
 */
public record Attention(String code, boolean lifeThreatening, String text, Sources sources) implements ClinicalPart {
    static final String LIFE_THREATENING = "2";

    /** One that was made and not read. */
    public Attention(String code, boolean lifeThreatening, String text) {
        this(code, lifeThreatening, text, Sources.NONE);
    }
}
