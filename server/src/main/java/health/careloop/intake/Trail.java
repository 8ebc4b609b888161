package health.careloop.intake;

import health.careloop.intake.MessageTrailView.Ground;
import health.careloop.intake.MessageTrailView.Step;
import health.careloop.intake.MessageTrailView.StepKind;
import health.careloop.intake.MessageTrailView.StepOutcome;
import health.careloop.ldt.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The way of a message as a person follows it: received, decoded, matched, filed, or where it stopped and why. */
final class Trail {
    private final MessageReads.Row message;
    private final List<MessageReads.StepRow> written;

    Trail(MessageReads.Row message, List<MessageReads.StepRow> written) {
        this.message = message;
        this.written = written;
    }

    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step(StepKind.RECEIVED, StepOutcome.DONE, message.receivedAt(), null, 1, null, null));
        switch (message.state()) {
            case RECEIVED, RETRYING -> steps.add(waiting());
            case FILED -> {
                done(StepKind.DECODED, "decoded").ifPresent(steps::add);
                done(StepKind.MATCHED, "matched").ifPresent(steps::add);
                done(StepKind.FILED, "filed").ifPresent(steps::add);
            }
            case QUARANTINED -> {
                done(StepKind.DECODED, "decoded").ifPresent(steps::add);
                done(StepKind.FILED, "filed").ifPresent(steps::add);
                steps.add(stopped(StepKind.QUARANTINED, "quarantined"));
            }
            case DEAD_LETTER -> {
                last("decoded")
                        .filter(step -> step.reason().equals("read"))
                        .ifPresent(step -> steps.add(done(StepKind.DECODED, step)));
                steps.add(stopped(StepKind.DEAD_LETTER, "dead"));
            }
        }
        return steps;
    }

    private Step waiting() {
        boolean again = message.state() == MessageState.RETRYING;
        return new Step(
                StepKind.DECODED,
                again ? StepOutcome.RETRYING : StepOutcome.WAITING,
                null,
                null,
                Math.max(1, message.attempt()),
                null,
                null);
    }

    private Optional<Step> done(StepKind kind, String step) {
        return last(step).map(row -> done(kind, row));
    }

    private static Step done(StepKind kind, MessageReads.StepRow row) {
        return new Step(
                kind,
                StepOutcome.DONE,
                row.at(),
                row.took(),
                1,
                Ground.ofCode(row.reason()).orElse(null),
                null,
                Explanation.evidence(row.detail()));
    }

    private Step stopped(StepKind kind, String step) {
        Optional<MessageReads.StepRow> row = last(step);
        String code = message.hindrance();
        return new Step(
                kind,
                StepOutcome.STOPPED,
                row.map(MessageReads.StepRow::at).orElse((Instant) null),
                row.map(MessageReads.StepRow::took).orElse((Duration) null),
                attempts(row),
                code == null ? null : Hindrance.ofCode(code).orElse(Hindrance.BUG),
                new Explanation(message, written).sentence().orElse((Sentence) null));
    }

    private static int attempts(Optional<MessageReads.StepRow> row) {
        return row.map(found -> found.detail().get("attempts") instanceof Number number ? number.intValue() : 1)
                .orElse(1);
    }

    private Optional<MessageReads.StepRow> last(String step) {
        MessageReads.@Nullable StepRow found = null;
        for (MessageReads.StepRow row : written) {
            if (row.step().equals(step)) {
                found = row;
            }
        }
        return Optional.ofNullable(found);
    }
}
