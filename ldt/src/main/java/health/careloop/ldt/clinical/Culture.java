package health.careloop.ldt.clinical;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a microbiological result is made of (Obj_0061, LDT 3 only); {@link LdtObservation#text()} says the same in words.
 *
 * @param detections how it was looked for: 7281, rule E051, such as "5" for a culture
 * @param organisms what was found
 * @param resistanceMethod 7286; null when no resistance was tested
 * @param susceptibilities the antibiogram, a line for each substance and organism
 * @param words 8237 and 8236, a line each
 * @param sources of 7281 and 7286, and 8237 and 8236 with 3564; organisms and susceptibilities have their own
 */
public record Culture(
        List<String> detections,
        List<Organism> organisms,
        @Nullable String resistanceMethod,
        List<Susceptibility> susceptibilities,
        List<String> words,
        Sources sources)
        implements ClinicalPart {

    /** Lists are copied. */
    public Culture {
        detections = List.copyOf(detections);
        organisms = List.copyOf(organisms);
        susceptibilities = List.copyOf(susceptibilities);
        words = List.copyOf(words);
    }

    @Override
    public List<ClinicalPart> parts() {
        List<ClinicalPart> parts = new ArrayList<>(organisms);
        parts.addAll(susceptibilities);
        return parts;
    }

    /**
     * A bacterium, fungus or parasite.
     *
     * @param id 7354: what the antibiogram calls it, such as "01"
     * @param name 7355
     * @param kind 7427: 1 bacterium, 2 fungus and so on
     * @param detected 7301: 0 not detectable, 1 doubtful, 2 detectable
     * @param growth 7357: 0 none to 4 massive; what was sent twice stands here and elsewhere as "a, b"
     * @param amount 7293, such as "10^5 KBE/ml"
     * @param remarks 8236 and 8237 at this organism, a line each
     * @param sources of these fields
     */
    public record Organism(
            String id,
            @Nullable String name,
            @Nullable String kind,
            @Nullable String detected,
            @Nullable String growth,
            @Nullable String amount,
            List<String> remarks,
            Sources sources)
            implements ClinicalPart {
        /** Remarks are copied. */
        public Organism {
            remarks = List.copyOf(remarks);
        }
    }

    /**
     * One substance tried on one organism.
     *
     * @param substance 7287
     * @param tradeName 7370
     * @param organism 7354: the {@link Organism#id()}; empty when two organisms have that number
     * @param sensitivity 7367: S, I or R
     * @param mic 7289: minimal inhibitory concentration
     * @param micUnit 7369
     * @param interpretation 7290
     * @param standard 7424: 1 CLSI, 2 EUCAST, 3 CA-SFM
     * @param sources of these fields
     */
    public record Susceptibility(
            String substance,
            @Nullable String tradeName,
            String organism,
            @Nullable String sensitivity,
            @Nullable String mic,
            @Nullable String micUnit,
            @Nullable String interpretation,
            @Nullable String standard,
            Sources sources)
            implements ClinicalPart {}
}
