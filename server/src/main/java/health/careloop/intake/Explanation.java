package health.careloop.intake;

import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.patients.Match;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why a message went no further, in both languages. A fault may quote the message, so its sentence is kept sealed with
 * the trail; a dead letter lies open and names only line and rule.
 */
final class Explanation {
    static final Sentence TOO_LONG = new Sentence(
            "Die Nachricht hat mehr Zeilen oder Werte, als auf einmal gelesen werden. Das Labor muss die Übertragung"
                    + " teilen und jeden Teil als eigene Nachricht senden.",
            "The message has more lines or values than are read at once. The laboratory must split the transmission"
                    + " and send each part as a message of its own.");
    static final Sentence INCOMPLETE = new Sentence(
            "Die Prüfsumme sagt, dass Zeilen fehlen; die Version davor bleibt stehen.",
            "Its check sum says that lines are missing; the version before stands.");
    static final Sentence NO_REPORT = new Sentence(
            "Die Nachricht ist lesbar, enthält aber keinen Laborbefund.",
            "The message is readable, but there is no laboratory report in it.");
    static final Sentence ORDER = new Sentence(
            "Die Nachricht ist lesbar, enthält aber keinen Laborbefund: Es ist ein Auftrag einer Praxis an ein Labor"
                    + " (8230).",
            "The message is readable, but there is no laboratory report in it: it is an order from a practice to a"
                    + " laboratory (8230).");

    static final Sentence RECEIVER = new Sentence(
            "Der Empfänger gehört nicht zu diesem Mandanten.", "The receiver does not belong to this tenant.");
    static final Sentence NOBODY = new Sentence(
            "Die Nachricht nennt niemanden, dem sie zuzuordnen wäre.",
            "The message names nobody to whom it could be assigned.");
    static final Sentence SEVERAL =
            new Sentence("Mehrere Patienten passen zu dieser Nachricht.", "Several patients match this message.");

    /** Where the word of the hindrance says the same already. */
    static final Set<Sentence> IN_A_WORD = Set.of(RECEIVER, NOBODY, SEVERAL);

    /** For senders: whom the practice knows, and as born when, is not theirs to find out. */
    static final Sentence NOT_PLACED = new Sentence(
            "Ein Mensch in der Praxis muss entscheiden, wessen Befund es ist.",
            "A person at the practice must decide whose report it is.");

    private static final String KVNR = "Versichertennummer";

    private final MessageReads.Row message;
    private final List<MessageReads.StepRow> written;
    private final UnaryOperator<FaultRecord> told;

    /** @param told how much of a fault the reader is told */
    Explanation(MessageReads.Row message, List<MessageReads.StepRow> written, UnaryOperator<FaultRecord> told) {
        this.message = message;
        this.written = written;
        this.told = told;
    }

    /** Empty while nothing hinders the message, and when its reason says everything. */
    Optional<Sentence> sentence() {
        String code = message.hindrance();
        String error = message.error();
        if (code == null) {
            return Optional.empty();
        }
        Sentence technical = error == null ? Sentence.NONE : new Sentence(error, error);
        return Hindrance.ofCode(code)
                .map(hindrance -> switch (hindrance) {
                    case NOT_LDT, CUT_OFF, DAMAGED -> worst().orElse(technical);
                    case TOO_LONG -> TOO_LONG;
                    case NO_REPORT_INSIDE ->
                        Boolean.TRUE.equals(message.description().get("order")) ? ORDER : NO_REPORT;
                    case RECEIVER_UNKNOWN -> RECEIVER;
                    case PATIENT_UNKNOWN -> NOBODY;
                    case PATIENT_AMBIGUOUS -> SEVERAL;
                    case PATIENT_CONTRADICTED -> contradicted();
                    case INCOMPLETE -> INCOMPLETE;
                    case BUG -> technical;
                })
                .or(() -> Optional.of(technical))
                .filter(sentence -> !sentence.isEmpty());
    }

    /** Names the kinds of datum, never the values: whoever may see messages need not see patients. */
    private Sentence contradicted() {
        List<?> differing = written.stream()
                .filter(step -> step.reason().equals(Hindrance.PATIENT_CONTRADICTED.code()))
                .findFirst()
                .map(step -> step.detail().get("differing") instanceof List<?> kinds ? kinds : List.of())
                .orElse(List.of());
        boolean birthDate = differing.contains(Match.Datum.BIRTH_DATE.wire());
        boolean insurance = differing.contains(Match.Datum.INSURANCE_NUMBER.wire());
        boolean name = differing.contains(Match.Datum.NAME.wire());
        if (differing.size() > 1) {
            return contradicted(
                    listed("und", name ? "Name" : "", birthDate ? "Geburtsdatum" : "", insurance ? KVNR : "")
                            + " sind andere",
                    listed(
                                    "and",
                                    name ? "name" : "",
                                    birthDate ? "birth date" : "",
                                    insurance ? "insurance number" : "")
                            + " differ");
        }
        return insurance
                ? contradicted("die " + KVNR + " ist eine andere", "the insurance number differs")
                : birthDate
                        ? contradicted("das Geburtsdatum ist ein anderes", "the birth date differs")
                        : contradicted("der Name ist ein anderer", "the name differs");
    }

    private static String listed(String and, String... some) {
        List<String> there = Arrays.stream(some).filter(each -> !each.isEmpty()).toList();
        int last = there.size() - 1;
        return String.join(", ", there.subList(0, last)) + " " + and + " " + there.get(last);
    }

    private static Sentence contradicted(String german, String english) {
        return new Sentence(
                "Ein Patient passt zu dieser Nachricht, aber " + german + ".",
                "One patient matches this message, but " + english + ".");
    }

    private Optional<Sentence> worst() {
        List<FaultRecord> faults =
                written.stream().flatMap(step -> step.faults().stream()).toList();
        return faults.stream()
                .filter(fault -> fault.severity() == Severity.FATAL)
                .findFirst()
                .or(() -> faults.stream().findFirst())
                .map(told)
                .map(FaultRecord::sentence);
    }

    /** How a sentence that quotes nothing is kept in the detail of a step. */
    static Map<String, String> kept(Sentence sentence) {
        return Map.of("de", sentence.german(), "en", sentence.english());
    }

    static @Nullable Sentence evidence(Map<String, Object> detail) {
        return detail.get("evidence") instanceof Map<?, ?> kept
                        && kept.get("de") instanceof String german
                        && kept.get("en") instanceof String english
                ? new Sentence(german, english)
                : null;
    }
}
