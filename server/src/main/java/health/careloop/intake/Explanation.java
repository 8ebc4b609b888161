package health.careloop.intake;

import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Why a message went no further, in both languages. A fault may quote the message, so its sentence is kept sealed with
 * the trail; a dead letter lies open and names only line and rule.
 */
final class Explanation {
    static final Sentence TOO_LONG = new Sentence(
            "Die Nachricht enthält mehr Werte, als eine Nachricht mit Befunden haben kann.",
            "The message has more values than a message of reports can have.");
    static final Sentence NO_REPORT = new Sentence(
            "Die Nachricht ist lesbar, enthält aber keinen Laborbefund.",
            "The message is readable, but there is no laboratory report in it.");
    static final Sentence ORDER = new Sentence(
            "Die Nachricht ist lesbar, enthält aber keinen Laborbefund: Es ist ein Auftrag einer Praxis an ein Labor"
                    + " (8230).",
            "The message is readable, but there is no laboratory report in it: it is an order from a practice to a"
                    + " laboratory (8230).");

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
        if (code == null || error == null) {
            return Optional.empty();
        }
        Sentence technical = new Sentence(error, error);
        return Hindrance.ofCode(code)
                .map(hindrance -> switch (hindrance) {
                    case NOT_LDT, CUT_OFF, DAMAGED -> worst().orElse(technical);
                    case TOO_LONG -> TOO_LONG;
                    case NO_REPORT_INSIDE ->
                        Boolean.TRUE.equals(message.description().get("order")) ? ORDER : NO_REPORT;
                    case RECEIVER_UNKNOWN, PATIENT_UNKNOWN, PATIENT_AMBIGUOUS, INCOMPLETE, BUG -> technical;
                })
                .or(() -> Optional.of(technical));
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
