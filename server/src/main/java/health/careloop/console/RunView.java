package health.careloop.console;

import health.careloop.provisioning.ProvisioningStep;
import health.careloop.provisioning.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The making of a tenant: its seven steps, each with every try.
 *
 * @param error as the log has it, in English
 * @param took from the order to its end; absent while it is not over
 */
public record RunView(
        UUID id,
        Run.State state,
        int completed,
        int total,
        int percent,
        @Nullable String error,
        Instant beganAt,
        @Nullable Duration took,
        List<Step> steps) {

    /** Where a step stands, or how one try of it ended. */
    public enum StepState {
        WAITING,
        /** Its turn did not come. */
        NOT_REACHED,
        STARTED,
        SUCCEEDED,
        SKIPPED,
        FAILED,
        INTERRUPTED,
        COMPENSATED,
        COMPENSATION_FAILED;

        /** As the trail of a message draws it. */
        public String look() {
            return switch (this) {
                case SUCCEEDED -> "done";
                case STARTED -> "running";
                case WAITING, NOT_REACHED -> "waiting";
                case FAILED, COMPENSATION_FAILED -> "stopped";
                case SKIPPED, INTERRUPTED, COMPENSATED -> "aside";
            };
        }

        public String icon() {
            return switch (this) {
                case SUCCEEDED -> "check";
                case STARTED -> "refresh";
                case WAITING -> "clock";
                case NOT_REACHED, INTERRUPTED -> "pause";
                case FAILED, COMPENSATION_FAILED -> "stop";
                case SKIPPED -> "next";
                case COMPENSATED -> "retry";
            };
        }
    }

    /** What a step may leave behind, as the log names it. */
    public enum Outcome {
        SLUG,
        CELL,
        DATABASE,
        SCHEMA,
        VERSION,
        ROLE,
        CONTRACT
    }

    public record Made(Outcome what, String value) {}

    /** @param error as the log has it, in English */
    public record Try(
            StepState state,
            Instant at,
            @Nullable Duration took,
            @Nullable String error,
            List<Made> made) {}

    /**
     * @param last absent before its turn has come
     * @param earlier the oldest first
     */
    public record Step(
            ProvisioningStep step,
            StepState state,
            @Nullable Try last,
            List<Try> earlier) {}

    static RunView of(Run run) {
        return new RunView(
                run.id(),
                run.state(),
                run.completed(),
                ProvisioningStep.values().length,
                run.progress(),
                run.state() == Run.State.DONE ? null : run.error().orElse(null),
                run.createdAt(),
                run.finishedAt()
                        .map(end -> Duration.between(run.createdAt(), end))
                        .orElse(null),
                Stream.of(ProvisioningStep.values())
                        .map(step -> step(run, step))
                        .toList());
    }

    private static Step step(Run run, ProvisioningStep step) {
        List<Try> tries = new ArrayList<>(run.logs().stream()
                .filter(log -> log.step() == step)
                .map(RunView::attempt)
                .toList());
        boolean forward = run.state() == Run.State.RUNNING && step.ordinal() >= run.completed();
        if (tries.isEmpty() || forward && tries.getLast().state() != StepState.STARTED) {
            return new Step(step, forward ? StepState.WAITING : StepState.NOT_REACHED, null, tries);
        }
        Try last = tries.removeLast();
        return new Step(step, last.state(), last, tries);
    }

    private static Try attempt(Run.Log log) {
        return new Try(
                StepState.valueOf(log.status().name()),
                log.at(),
                log.durationMillis().map(Duration::ofMillis).orElse(null),
                log.error().orElse(null),
                made(log.result()));
    }

    private static List<Made> made(Map<String, Object> result) {
        return Stream.of(Outcome.values())
                .filter(what -> result.containsKey(key(what)))
                .map(what -> new Made(what, String.valueOf(result.get(key(what)))))
                .toList();
    }

    private static String key(Outcome what) {
        return what.name().toLowerCase(Locale.ROOT);
    }

    /** Whether a letter was written at its end. */
    public boolean wrote() {
        return steps.getLast().state() == StepState.SUCCEEDED;
    }

    /** The step at work now, or the first that is not done; counts from 1. */
    public int current() {
        return Math.min(completed + 1, total);
    }
}
