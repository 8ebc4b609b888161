package health.careloop.intake;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.ldt.Fault;
import health.careloop.ldt.HeapNeed;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.patients.Match;
import health.careloop.queue.Job;
import health.careloop.queue.JobKind;
import health.careloop.queue.Jobs;
import health.careloop.queue.Outcome;
import health.careloop.queue.WorkRoom;
import health.careloop.queue.Worker;
import health.careloop.results.Danger;
import health.careloop.results.Filed;
import health.careloop.results.Filing;
import health.careloop.results.RenderReport;
import health.careloop.results.ReportDanger;
import health.careloop.results.Reports;
import health.careloop.senders.Senders;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.Tenants;
import health.careloop.web.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Decodes messages and files their reports, many of one tenant in one transaction. A report nobody can place holds up
 * none of its neighbours.
 */
@Component
class ProcessLdt implements Worker {
    static final JobKind KIND = new JobKind("process-ldt", "ldt-processing", 100);

    /** What may be in memory at once; longer messages take their turn. */
    private static final long MOST_BYTES = 2_000_000;

    /** Well within the lease, which runs while somebody waits for room. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final Outcome NO_ROOM_YET = new Outcome.Snooze(Duration.ofSeconds(1));

    private final MessageStore messages;
    private final OriginalBytes originals;
    private final WorkRoom room;
    private final Reports reports;
    private final Senders senders;
    private final Tenants tenants;
    private final Jobs jobs;
    private final Audit audit;
    private final IntakeSettings settings;
    private final Meters meters;
    /** A tenant's own number does not change. */
    private final Map<UUID, Optional<String>> bsnrs = new ConcurrentHashMap<>();

    ProcessLdt(
            MessageStore messages,
            OriginalBytes originals,
            WorkRoom room,
            Reports reports,
            Senders senders,
            Tenants tenants,
            Jobs jobs,
            Audit audit,
            IntakeSettings settings,
            Meters meters) {
        this.messages = messages;
        this.originals = originals;
        this.room = room;
        this.reports = reports;
        this.senders = senders;
        this.tenants = tenants;
        this.jobs = jobs;
        this.audit = audit;
        this.settings = settings;
        this.meters = meters;
    }

    @Override
    public JobKind kind() {
        return KIND;
    }

    @Override
    public int togetherAtMost() {
        return settings.together();
    }

    /** A busy node's messages are of several tenants; each tenant's share should still fill a transaction. */
    @Override
    public int claimedAtMost() {
        return 4 * settings.together();
    }

    @Override
    public Outcome work(Job job) {
        return workTogether(List.of(job)).getFirst();
    }

    @Override
    public List<Outcome> workTogether(List<Job> together) {
        try {
            return inTheRoom(together, false);
        } catch (WorkRoom.FullException full) {
            if (together.size() == 1) {
                return List.of(NO_ROOM_YET);
            }
            // Each runs again in a transaction of its own, where it can wait: it holds no rows then.
            throw full;
        }
    }

    private List<Outcome> inTheRoom(List<Job> together, boolean heavy) {
        List<UUID> ids = together.stream().map(Job::subject).toList();
        long bytes = messages.bytesOf(ids);
        if (together.size() > 1 && bytes > MOST_BYTES) {
            throw new OneByOne();
        }
        boolean alone = heavy || room.isHeavy(HeapNeed.of(bytes, 0));
        try (WorkRoom.Place place = room.enter(alone, PATIENCE)) {
            Map<UUID, MessageStore.Kept> kept = messages.findAll(ids);
            if (alone || !room.isHeavy(need(kept.values()))) {
                return read(together, kept);
            }
        }
        // Many short lines, which only the bytes tell.
        if (together.size() > 1) {
            throw new OneByOne();
        }
        return inTheRoom(together, true);
    }

    /**
     * Too much for one transaction: each message gets its own. One after the other in the same would take locks while it
     * holds some, and two of those can wait for each other.
     */
    private static final class OneByOne extends RuntimeException {
        private OneByOne() {
            super("These messages are worked on one by one", null, false, false);
        }
    }

    private long need(Collection<MessageStore.Kept> kept) {
        return kept.stream()
                .filter(MessageStore.Kept::isReceived)
                .mapToLong(message -> HeapNeed.of(originals.of(message)))
                .sum();
    }

    private List<Outcome> read(List<Job> together, Map<UUID, MessageStore.Kept> kept) {
        long begun = System.nanoTime();
        Map<UUID, Decoded> decoded = new HashMap<>();
        for (Job job : together) {
            MessageStore.Kept message = Objects.requireNonNull(kept.get(job.subject()), "The message of a job is gone");
            if (message.isReceived()) {
                decoded.put(message.id(), Decoded.of(job, message, originals.of(message), room.heap()));
            }
        }
        Map<UUID, List<Filing>> filings = new HashMap<>();
        decoded.values().forEach(message -> filings.put(message.message().id(), filings(message)));
        Map<Filing, Filed> filed = file(together, filings);
        List<Outcome> outcomes = new ArrayList<>(together.size());
        for (Job job : together) {
            Decoded message = decoded.get(job.subject());
            // Worked on before: a second time changes nothing.
            outcomes.add(
                    message == null
                            ? Outcome.DONE
                            : job.caller()
                                    .calls(() ->
                                            settle(message, filings.getOrDefault(job.subject(), List.of()), filed)));
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begun) / together.size());
        outcomes.forEach(outcome -> meters.ldtProcessed(
                TenantScope.current().tenant(), outcome == Outcome.DONE ? "success" : "failure", each));
        return outcomes;
    }

    /** Everything that is addressed here, in the order of the jobs. */
    private Map<Filing, Filed> file(List<Job> together, Map<UUID, List<Filing>> filings) {
        List<Filing> addressed = together.stream()
                .flatMap(job -> filings.getOrDefault(job.subject(), List.of()).stream())
                .filter(filing -> !isForSomebodyElse(filing.report()))
                .toList();
        List<Filed> outcomes = reports.fileAll(addressed);
        Map<Filing, Filed> filed = new IdentityHashMap<>();
        for (int i = 0; i < addressed.size(); i++) {
            filed.put(addressed.get(i), outcomes.get(i));
        }
        return filed;
    }

    private List<Filing> filings(Decoded decoded) {
        MessageStore.Kept message = decoded.message();
        if (decoded.tooLong()) {
            return List.of();
        }
        return decoded.reports().stream()
                .map(found -> new Filing(
                        message.id(),
                        message.senderId(),
                        message.receivedAt(),
                        nameOf(message.senderId()),
                        found.source(),
                        found.report(),
                        decoded.job().caller()))
                .toList();
    }

    private Outcome settle(Decoded decoded, List<Filing> filings, Map<Filing, Filed> filed) {
        UUID id = decoded.message().id();
        jobs.enqueue(StoreMessage.KIND, id, decoded.job().traceparent());
        if (!decoded.readable()) {
            messages.addSteps(List.of(decoded.step(decoded.hindrance().code())));
            return new Outcome.Discard(
                    decoded.hindrance().code(),
                    decoded.hindrance() == Hindrance.TOO_LONG ? Explanation.TOO_LONG.english() : open(decoded.worst()));
        }
        if (decoded.tooLong()) {
            messages.addSteps(List.of(decoded.step(Hindrance.TOO_LONG.code())));
            return new Outcome.Discard(Hindrance.TOO_LONG.code(), Explanation.TOO_LONG.english());
        }
        if (decoded.reports().isEmpty()) {
            messages.addSteps(List.of(decoded.step(Hindrance.NO_REPORT_INSIDE.code())));
            return new Outcome.Discard(
                    Hindrance.NO_REPORT_INSIDE.code(),
                    (decoded.isOrder() ? Explanation.ORDER : Explanation.NO_REPORT).english());
        }
        List<TrailStep> steps = new ArrayList<>();
        steps.add(decoded.step("read"));
        List<UUID> toRender = new ArrayList<>();
        boolean held = false;
        for (Filing filing : filings) {
            held |= !tell(filing, Optional.ofNullable(filed.get(filing)), steps, toRender);
        }
        messages.addSteps(steps);
        messages.settle(id, held ? "quarantined" : "filed");
        jobs.enqueue(RenderReport.KIND, toRender, decoded.job().traceparent());
        return Outcome.DONE;
    }

    /** A dead letter lies open, and a fault may quote the message. The sentence is kept sealed with the trail. */
    private static String open(Fault fault) {
        return "Line " + fault.line() + " breaks the rule " + fault.rule() + "; the trail of the message says how.";
    }

    /** @return false when a person must decide */
    private boolean tell(Filing filing, Optional<Filed> filed, List<TrailStep> steps, List<UUID> toRender) {
        if (filed.isEmpty()) {
            return hold(filing, Hindrance.RECEIVER_UNKNOWN, List.of(), List.of(), steps);
        }
        return switch (filed.get()) {
            case Filed.New(UUID resultId, UUID reportId, int version, Danger danger, Match.Found match) -> {
                toRender.add(resultId);
                steps.add(matched(filing, match));
                steps.add(version(filing, "new-version", resultId, reportId, version, danger));
                yield true;
            }
            case Filed.Beside(UUID resultId, UUID reportId, int version, Danger danger, Match.Found match) -> {
                toRender.add(resultId);
                steps.add(matched(filing, match));
                steps.add(version(filing, "beside", resultId, reportId, version, danger));
                yield true;
            }
            case Filed.Older(UUID resultId, UUID reportId, int version, Danger danger, Match.Found match) -> {
                toRender.add(resultId);
                steps.add(matched(filing, match));
                steps.add(version(filing, "older", resultId, reportId, version, danger));
                yield true;
            }
            case Filed.Unchanged(UUID resultId, UUID reportId, int version, Match.Found match) -> {
                steps.add(matched(filing, match));
                steps.add(step(
                        filing,
                        "filed",
                        "unchanged",
                        Map.of("resultId", resultId, "reportId", reportId, "version", version)));
                yield true;
            }
            case Filed.Incomplete(var standing, var report, var version, Match.Found match) -> {
                steps.add(matched(filing, match));
                yield hold(filing, Hindrance.INCOMPLETE, List.of(), List.of(), steps);
            }
            case Filed.Held(Match.Held doubt) ->
                hold(
                        filing,
                        switch (doubt.doubt()) {
                            case NO_IDENTITY -> Hindrance.PATIENT_UNKNOWN;
                            case SEVERAL_CANDIDATES -> Hindrance.PATIENT_AMBIGUOUS;
                            case CONTRADICTING_CANDIDATES -> Hindrance.PATIENT_CONTRADICTED;
                        },
                        doubt.candidates(),
                        doubt.differing(),
                        steps);
        };
    }

    private static TrailStep version(
            Filing filing, String reason, UUID resultId, UUID reportId, int version, Danger danger) {
        return step(
                filing,
                "filed",
                reason,
                Map.of("resultId", resultId, "reportId", reportId, "version", version, "danger", danger.wire()));
    }

    private boolean hold(
            Filing filing,
            Hindrance hindrance,
            List<UUID> candidates,
            List<Match.Datum> differing,
            List<TrailStep> steps) {
        LdtReport report = filing.report();
        messages.quarantine(
                filing.messageId(),
                report.firstLine(),
                hindrance.code(),
                ReportDanger.of(report),
                report.orderNumber() == null ? report.labOrderNumber() : report.orderNumber(),
                candidates);
        steps.add(step(
                filing,
                "quarantined",
                hindrance.code(),
                Map.of(
                        "firstLine",
                        filing.report().firstLine(),
                        "candidates",
                        candidates.size(),
                        "differing",
                        differing.stream().map(Match.Datum::wire).toList())));
        audit.record(Entry.of(Action.MESSAGE_QUARANTINED, "message", filing.messageId())
                .with("reason", hindrance.code()));
        return false;
    }

    private static TrailStep matched(Filing filing, Match.Found match) {
        return step(filing, "matched", match.reason().wire(), Map.of("patientId", match.patientId()));
    }

    private static TrailStep step(Filing filing, String step, String reason, Map<String, Object> detail) {
        return new TrailStep(filing.messageId(), step, reason, null, detail, List.of());
    }

    /** A message addressed to another practice is routed by nobody's guess. */
    private boolean isForSomebodyElse(LdtReport report) {
        String addressed = report.recipient().bsnr();
        Optional<String> own = bsnrs.computeIfAbsent(
                TenantScope.current().tenant().value(),
                id -> tenants.find(TenantScope.current().tenant()).flatMap(tenant -> tenant.bsnr()));
        return addressed != null && own.isPresent() && !own.get().equals(addressed);
    }

    private String nameOf(UUID senderId) {
        return senders.nameOf(senderId).orElse("Labor");
    }

    @Override
    public void buried(Job job, Outcome.Discard discard) {
        messages.settle(job.subject(), "dead");
        messages.addSteps(List.of(new TrailStep(
                job.subject(), "dead", discard.reason(), null, Map.of("attempts", job.attempt()), List.of())));
        audit.record(Entry.of(Action.MESSAGE_FAILED, "message", job.subject())
                .failed()
                .with("reason", discard.reason()));
    }
}
