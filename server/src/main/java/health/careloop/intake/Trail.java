package health.careloop.intake;

import health.careloop.intake.MessageTrailView.Ground;
import health.careloop.intake.MessageTrailView.Step;
import health.careloop.intake.MessageTrailView.StepKind;
import health.careloop.intake.MessageTrailView.StepOutcome;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The way of a message as a person follows it: received, decoded, matched, filed, or where it stopped and why. */
final class Trail {
    private static final Set<String> WITNESSES = Set.of("BAS-SLEN", "BAS-GLEN", "E157", "BAS-FSAL");
    private static final String NO_CHECK_SUM = "BAS-NOSUM";

    private final MessageReads.Row message;
    private final List<MessageReads.StepRow> written;
    private final UnaryOperator<FaultRecord> told;

    /** @param told how much of a fault the reader is told */
    Trail(MessageReads.Row message, List<MessageReads.StepRow> written, UnaryOperator<FaultRecord> told) {
        this.message = message;
        this.written = written;
        this.told = told;
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
        List<MessageReads.StepRow> rows =
                written.stream().filter(row -> row.step().equals(step)).toList();
        return last(step).map(row -> rows.size() > 1 ? together(kind, rows) : done(kind, row));
    }

    /** A message of several reports has one step of each kind, and each report its own outcome. */
    private static Step together(StepKind kind, List<MessageReads.StepRow> rows) {
        Map<Ground, Integer> counts = new EnumMap<>(Ground.class);
        rows.forEach(row -> Ground.ofCode(row.reason()).ifPresent(ground -> counts.merge(ground, 1, Integer::sum)));
        MessageReads.StepRow last = rows.getLast();
        return new Step(
                kind,
                StepOutcome.DONE,
                last.at(),
                last.took(),
                1,
                null,
                null,
                counts.entrySet().stream()
                        .map(counted -> counted(counted.getKey(), counted.getValue()))
                        .reduce((one, other) -> new Sentence(
                                one.german() + ", " + other.german(), one.english() + ", " + other.english()))
                        .orElse(Sentence.NONE));
    }

    private static Sentence counted(Ground ground, int count) {
        return switch (ground) {
            case READ, READ_INCOMPLETE, READ_UNPROVEN -> new Sentence(count + " gelesen", count + " read");
            case ORDER_NUMBER ->
                new Sentence(count + " über die Auftragsnummer (8310)", count + " by the order number (8310)");
            case PRACTICE_NUMBER ->
                new Sentence(count + " über die Patientennummer (3000)", count + " by the patient number (3000)");
            case IDENTITY ->
                new Sentence(count + " über Namen und Geburtsdatum", count + " by names and date of birth");
            case CREATED ->
                count == 1
                        ? new Sentence("1 neuer Patient", "1 new patient")
                        : new Sentence(count + " neue Patienten", count + " new patients");
            case NEW_VERSION ->
                count == 1
                        ? new Sentence("1 neue Version", "1 new version")
                        : new Sentence(count + " neue Versionen", count + " new versions");
            case BESIDE ->
                new Sentence(count + " neben der vorhandenen Version", count + " beside the version that was there");
            case OLDER ->
                new Sentence(
                        count + " älter als die vorhandene Version", count + " older than the version that was there");
            case UNCHANGED -> new Sentence(count + " unverändert", count + " unchanged");
        };
    }

    /** Lengths, digest and a second head in one record are the only witnesses of a line that is not there. */
    private static Ground read(MessageReads.StepRow row) {
        if (incomplete(row)) {
            return Ground.READ_INCOMPLETE;
        }
        return row.faults().stream().anyMatch(fault -> NO_CHECK_SUM.equals(fault.rule()))
                ? Ground.READ_UNPROVEN
                : Ground.READ;
    }

    private static boolean incomplete(MessageReads.StepRow row) {
        return row.faults().stream()
                .anyMatch(fault -> WITNESSES.contains(fault.rule())
                        && (fault.severity() == Severity.ERROR || fault.severity() == Severity.FATAL));
    }

    private static Step done(StepKind kind, MessageReads.StepRow row) {
        Ground ground = Ground.ofCode(row.reason()).orElse((Ground) null);
        return new Step(
                kind,
                StepOutcome.DONE,
                row.at(),
                row.took(),
                1,
                ground == Ground.READ ? read(row) : ground,
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
                new Explanation(message, written, told)
                        .sentence()
                        .filter(sentence -> !Explanation.IN_A_WORD.contains(sentence))
                        .orElse((Sentence) null));
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
