package health.careloop.intake;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.ldt.Fault;
import health.careloop.ldt.LdtFile;
import health.careloop.ldt.LdtPackage;
import health.careloop.ldt.LdtReader;
import health.careloop.ldt.LdtReport;
import health.careloop.ldt.LdtReports;
import health.careloop.ldt.Severity;
import health.careloop.patients.Match;
import health.careloop.queue.Job;
import health.careloop.queue.JobKind;
import health.careloop.queue.Jobs;
import health.careloop.queue.Outcome;
import health.careloop.queue.Worker;
import health.careloop.results.Filed;
import health.careloop.results.Filing;
import health.careloop.results.RenderReport;
import health.careloop.results.Reports;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.Tenants;
import health.careloop.web.Meters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Decodes one message and files its reports. A report nobody can place holds up none of its neighbours. */
@Component
class ProcessLdt implements Worker {
    static final JobKind KIND = new JobKind("process-ldt", "ldt-processing", 100);
    private static final int MOST_FAULTS_KEPT = 200;

    private final MessageStore messages;
    private final OriginalBytes originals;
    private final Reports reports;
    private final Senders senders;
    private final Tenants tenants;
    private final Jobs jobs;
    private final Audit audit;
    private final IntakeSettings settings;
    private final Meters meters;
    /** A tenant's own number and a sender's name do not change while anybody waits for a message. */
    private final Map<UUID, Optional<String>> bsnrs = new ConcurrentHashMap<>();

    private final Map<UUID, String> senderNames = new ConcurrentHashMap<>();

    ProcessLdt(
            MessageStore messages,
            OriginalBytes originals,
            Reports reports,
            Senders senders,
            Tenants tenants,
            Jobs jobs,
            Audit audit,
            IntakeSettings settings,
            Meters meters) {
        this.messages = messages;
        this.originals = originals;
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

    @Override
    public Outcome work(Job job) {
        long begun = System.nanoTime();
        MessageStore.Kept message = messages.find(job.subject()).orElseThrow();
        if (!message.state().equals("received")) {
            return Outcome.DONE;
        }
        LdtFile file = LdtReader.read(originals.of(message));
        Duration decoding = Duration.ofNanos(System.nanoTime() - begun);
        Outcome outcome = file.readable() ? fileAll(job, message, file, decoding) : unreadable(message, file, decoding);
        meters.ldtProcessed(
                job.tenant(),
                outcome == Outcome.DONE ? "success" : "failure",
                Duration.ofNanos(System.nanoTime() - begun));
        return outcome;
    }

    private Outcome unreadable(MessageStore.Kept message, LdtFile file, Duration took) {
        Fault worst = file.faults().stream()
                .filter(fault -> fault.severity() == Severity.FATAL)
                .findFirst()
                .or(() -> file.faults().stream().findFirst())
                .orElseThrow();
        Hindrance hindrance = switch (worst.rule()) {
            case "BAS-DIALECT" -> Hindrance.NOT_LDT;
            case "BAS-FSA", "BAS-FSAP" -> Hindrance.CUT_OFF;
            default -> Hindrance.DAMAGED;
        };
        messages.addSteps(List.of(
                new TrailStep(message.id(), "decoded", hindrance.code(), took, described(file), kept(file.faults()))));
        jobs.enqueue(StoreMessage.KIND, message.id(), null);
        return new Outcome.Discard(hindrance.code(), "Line " + worst.line() + ": " + unquoted(worst.sentence()));
    }

    /** A dead letter lies open, and a fault may quote the message. The whole sentence is kept sealed with the trail. */
    private static String unquoted(String sentence) {
        return sentence.replaceAll("(?s)\".*\"", "…");
    }

    private Outcome fileAll(Job job, MessageStore.Kept message, LdtFile file, Duration decoding) {
        List<LdtReport> found = new ArrayList<>();
        List<Filing> filings = new ArrayList<>();
        for (LdtPackage source : file.packages()) {
            for (LdtReport report : LdtReports.of(source)) {
                found.add(report);
                filings.add(new Filing(
                        message.id(),
                        message.senderId(),
                        message.receivedAt(),
                        nameOf(message.senderId()),
                        source,
                        report));
            }
        }
        List<Fault> faults = new ArrayList<>(file.faults());
        found.forEach(report -> faults.addAll(report.faults()));
        if (filings.isEmpty()) {
            messages.addSteps(List.of(new TrailStep(
                    message.id(),
                    "decoded",
                    Hindrance.NO_REPORT_INSIDE.code(),
                    decoding,
                    described(file),
                    kept(faults))));
            jobs.enqueue(StoreMessage.KIND, message.id(), null);
            return new Outcome.Discard(
                    Hindrance.NO_REPORT_INSIDE.code(),
                    "The message is readable, but there is no laboratory report in it" + whatInstead(file));
        }
        Map<String, Object> described = described(file);
        described.put("reports", filings.size());
        List<TrailStep> steps = new ArrayList<>();
        steps.add(new TrailStep(message.id(), "decoded", "read", decoding, described, kept(faults)));
        boolean held = false;
        List<UUID> toRender = new ArrayList<>();
        for (Filing filing : filings) {
            held |= !file(filing, steps, toRender);
        }
        messages.addSteps(steps);
        messages.settle(message.id(), held ? "quarantined" : "filed");
        jobs.enqueue(StoreMessage.KIND, message.id(), job.traceparent());
        jobs.enqueue(RenderReport.KIND, toRender, job.traceparent());
        return Outcome.DONE;
    }

    /** @return false when a person must decide */
    private boolean file(Filing filing, List<TrailStep> steps, List<UUID> toRender) {
        long begun = System.nanoTime();
        LdtReport report = filing.report();
        if (isForSomebodyElse(report)) {
            return hold(filing, Hindrance.RECEIVER_UNKNOWN, List.of(), steps, begun);
        }
        return switch (reports.file(filing)) {
            case Filed.New(UUID resultId, UUID reportId, int version, var danger, Match.Found match) -> {
                toRender.add(resultId);
                matched(filing, match, steps);
                steps.add(step(
                        filing,
                        "filed",
                        "new-version",
                        begun,
                        Map.of(
                                "resultId",
                                resultId,
                                "reportId",
                                reportId,
                                "version",
                                version,
                                "danger",
                                danger.name())));
                yield true;
            }
            case Filed.Unchanged(UUID resultId, UUID reportId, int version, Match.Found match) -> {
                matched(filing, match, steps);
                steps.add(step(
                        filing,
                        "filed",
                        "unchanged",
                        begun,
                        Map.of("resultId", resultId, "reportId", reportId, "version", version)));
                yield true;
            }
            case Filed.Held(Match.Held doubt) ->
                hold(
                        filing,
                        doubt.doubt() == Match.Doubt.NO_IDENTITY
                                ? Hindrance.PATIENT_UNKNOWN
                                : Hindrance.PATIENT_AMBIGUOUS,
                        doubt.candidates(),
                        steps,
                        begun);
        };
    }

    private boolean hold(Filing filing, Hindrance hindrance, List<UUID> candidates, List<TrailStep> steps, long begun) {
        messages.quarantine(filing.messageId(), filing.report().firstLine(), hindrance.code(), candidates);
        steps.add(step(
                filing,
                "quarantined",
                hindrance.code(),
                begun,
                Map.of("firstLine", filing.report().firstLine(), "candidates", candidates.size())));
        audit.record(Entry.of(Action.MESSAGE_QUARANTINED, "message", filing.messageId())
                .with("reason", hindrance.code()));
        return false;
    }

    private static void matched(Filing filing, Match.Found match, List<TrailStep> steps) {
        steps.add(new TrailStep(
                filing.messageId(),
                "matched",
                match.reason().wire(),
                null,
                Map.of("patientId", match.patientId()),
                List.of()));
    }

    private static TrailStep step(Filing filing, String step, String reason, long begun, Map<String, Object> detail) {
        return new TrailStep(
                filing.messageId(), step, reason, Duration.ofNanos(System.nanoTime() - begun), detail, List.of());
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
        return senderNames.computeIfAbsent(
                senderId, id -> senders.names(List.of(id)).getOrDefault(id, "Labor"));
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

    private static Map<String, Object> described(LdtFile file) {
        Map<String, Object> described = new LinkedHashMap<>();
        file.packages().stream().findFirst().ifPresent(first -> {
            described.put("format", first.version());
            described.put("charset", first.charset().charset().label());
            described.put("evidence", first.charset().evidence());
            described.put("transcoded", first.charset().transcoded());
        });
        described.put("packages", file.packages().size());
        described.put("faults", file.faults().size());
        return described;
    }

    private static String whatInstead(LdtFile file) {
        return file.packages().stream().anyMatch(source -> source.type().equals("8230"))
                ? ": it is an order from a practice to a laboratory (8230)."
                : ".";
    }

    private static List<FaultRecord> kept(List<Fault> faults) {
        return faults.stream().limit(MOST_FAULTS_KEPT).map(FaultRecord::of).toList();
    }
}
