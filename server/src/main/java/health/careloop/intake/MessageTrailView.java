package health.careloop.intake;

import health.careloop.ldt.Sentence;
import health.careloop.results.Danger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** "Where is my message?" One message's whole life on one page; {@code faultTotal} counts those not listed too. */
public record MessageTrailView(
        UUID messageId,
        MessageState state,
        String sender,
        Instant receivedAt,
        long sizeBytes,
        String sha256,
        @Nullable String format,
        @Nullable Sentence charset,
        List<Step> steps,
        List<FaultView> faults,
        int faultTotal,
        List<FiledResult> results,
        List<Duplicate> duplicates,
        List<HeldReport> held,
        Instant freshAt) {

    /** Of the same rule, field and weight: a broken line end breaks every line. */
    public List<FaultGroup> faultGroups() {
        Map<List<Object>, List<FaultView>> groups = new LinkedHashMap<>();
        for (FaultView fault : faults) {
            String rule = fault.rule();
            String field = fault.field();
            String kind = rule == null ? fault.sentence().german().replaceAll("[0-9]+", "") : rule;
            groups.computeIfAbsent(List.of(fault.weight(), kind, field == null ? "" : field), key -> new ArrayList<>())
                    .add(fault);
        }
        return groups.values().stream()
                .map(group -> new FaultGroup(group.getFirst(), group.subList(1, group.size())))
                .toList();
    }

    /** Whether the message's own check sum says that lines are missing. */
    public boolean incomplete() {
        return steps.stream().anyMatch(step -> step.ground() == Ground.READ_INCOMPLETE);
    }

    /** One step; {@code at} is absent while it waits, {@code ground} says why it went this way, {@code detail}
     * adds the particular. */
    public record Step(
            StepKind kind,
            StepOutcome outcome,
            @Nullable Instant at,
            @Nullable Duration took,
            int attempts,
            @Nullable Ground ground,
            @Nullable Hindrance hindrance,
            @Nullable Sentence detail) {

        public Step(
                StepKind kind,
                StepOutcome outcome,
                @Nullable Instant at,
                @Nullable Duration took,
                int attempts,
                @Nullable Hindrance hindrance,
                @Nullable Sentence detail) {
            this(kind, outcome, at, took, attempts, null, hindrance, detail);
        }
    }

    /** Why a step went the way it did, as a closed catalogue that has words. */
    public enum Ground {
        READ,
        READ_INCOMPLETE,
        READ_UNPROVEN,
        ORDER_NUMBER,
        PRACTICE_NUMBER,
        IDENTITY,
        CREATED,
        NEW_VERSION,
        BESIDE,
        OLDER,
        UNCHANGED;

        static Optional<Ground> ofCode(String code) {
            return Arrays.stream(values())
                    .filter(ground -> ground.name().equalsIgnoreCase(code.replace('-', '_')))
                    .findFirst();
        }
    }

    /** Which step of the way. */
    public enum StepKind {
        RECEIVED,
        DECODED,
        MATCHED,
        FILED,
        QUARANTINED,
        DEAD_LETTER
    }

    /** How a step ended, or that it has not. */
    public enum StepOutcome {
        DONE,
        RUNNING,
        WAITING,
        RETRYING,
        STOPPED
    }

    /** One violated rule: what, where, and how to mend it. */
    public record FaultView(
            int line,
            @Nullable String field,
            @Nullable String rule,
            FaultWeight weight,
            Sentence sentence,
            @Nullable Sentence hint) {}

    /** The first of its kind, and the others. */
    public record FaultGroup(FaultView first, List<FaultView> others) {}

    /** A report in the message that waits for a person; whose it is stands nowhere. The order is for readers of results. */
    public record HeldReport(
            int firstLine,
            Hindrance hindrance,
            Danger danger,
            @Nullable String orderNumber) {}

    /** Whether the fault kept something from being filed. */
    public enum FaultWeight {
        ERROR,
        WARNING
    }

    /** A result that came out of this message, or came {@code before} and is only repeated by it. */
    public record FiledResult(
            UUID resultId,
            Danger danger,
            String patientName,
            String orderNumber,
            int version,
            boolean corrected,
            boolean before) {}

    /** The same bytes, seen again and answered as before. */
    public record Duplicate(Instant at, String sender) {}
}
