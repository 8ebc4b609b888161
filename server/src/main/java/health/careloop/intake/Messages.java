package health.careloop.intake;

import health.careloop.access.Permission;
import health.careloop.access.SignedIn;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.ldt.Sentence;
import health.careloop.ldt.Severity;
import health.careloop.pages.Paging;
import health.careloop.results.Danger;
import health.careloop.results.InboxRow;
import health.careloop.results.Reports;
import health.careloop.results.ResultKeys;
import health.careloop.senders.Senders;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.web.PageRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Messages and where they stand. */
@Component
public final class Messages {
    private static final int MOST_FAULTS_SHOWN = 100;

    private final MessageReads reads;
    private final MessageStore store;
    private final OriginalBytes originals;
    private final Senders senders;
    private final Reports reports;
    private final TenantDatabase database;
    private final Audit audit;
    private final Clock clock;

    Messages(
            MessageReads reads,
            MessageStore store,
            OriginalBytes originals,
            Senders senders,
            Reports reports,
            TenantDatabase database,
            Audit audit,
            Clock clock) {
        this.reads = reads;
        this.store = store;
        this.originals = originals;
        this.senders = senders;
        this.reports = reports;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    MessageListView list(SignedIn who, @Nullable MessageState state, PageRequest page) {
        Map<MessageState, Integer> counts = reads.counts();
        int waiting = counts.getOrDefault(MessageState.QUARANTINED, 0);
        List<MessageReads.Row> rows = reads.list(state, waiting, page.offset(), page.limit());
        Map<UUID, List<MessageReads.Held>> held =
                reads.heldIn(rows.stream().map(MessageReads.Row::id).toList());
        boolean mayRead = who.may(Permission.VIEW_RESULTS);
        Map<UUID, String> names =
                senders.names(rows.stream().map(MessageReads.Row::senderId).toList());
        int total = state == null
                ? counts.values().stream().mapToInt(Integer::intValue).sum()
                : counts.getOrDefault(state, 0);
        return new MessageListView(
                state,
                rows.stream()
                        .map(row -> new MessageListView.MessageRow(
                                row.id(),
                                row.state(),
                                hindrance(row.hindrance()),
                                held.getOrDefault(row.id(), List.of()).stream()
                                        .map(MessageReads.Held::danger)
                                        .findFirst()
                                        .orElse((Danger) null),
                                held.getOrDefault(row.id(), List.of()).stream()
                                        .flatMap(each -> Stream.ofNullable(mayRead ? each.orderNumber() : null))
                                        .distinct()
                                        .toList(),
                                names.getOrDefault(row.senderId(), "–"),
                                row.receivedAt(),
                                row.sizeBytes(),
                                row.format(),
                                row.results(),
                                row.faults()))
                        .toList(),
                counts,
                Paging.of(page.page(), page.limit(), total),
                clock.instant());
    }

    /** The whole life of one message; nobody's for a foreign id. */
    Optional<MessageTrailView> trail(SignedIn who, UUID id) {
        Optional<MessageReads.Row> found =
                database.inTransaction(() -> reads.find(id).map(row -> {
                    audit.record(Entry.of(Action.MESSAGE_VIEWED, "message", id));
                    return row;
                }));
        return found.map(row -> view(who, row));
    }

    private MessageTrailView view(SignedIn who, MessageReads.Row row) {
        List<MessageReads.StepRow> written = reads.steps(row.id());
        List<FaultRecord> faults =
                written.stream().flatMap(step -> step.faults().stream()).toList();
        String sender = senders.names(List.of(row.senderId())).getOrDefault(row.senderId(), "–");
        boolean mayRead = who.may(Permission.VIEW_RESULTS);
        UnaryOperator<FaultRecord> told = told(isQuotedTo(who));
        return new MessageTrailView(
                row.id(),
                row.state(),
                sender,
                row.receivedAt(),
                row.sizeBytes(),
                HexFormat.of().formatHex(row.sha256()),
                row.format(),
                charset(row),
                new Trail(row, written, told).steps(),
                faults.stream()
                        .limit(MOST_FAULTS_SHOWN)
                        .map(told)
                        .map(Messages::fault)
                        .toList(),
                Math.max(row.faults(), faults.size()),
                mayRead ? filed(who, row.id(), written) : List.of(),
                written.stream()
                        .filter(step -> step.step().equals("duplicate"))
                        .map(step -> new MessageTrailView.Duplicate(step.at(), sender))
                        .toList(),
                reads.heldIn(List.of(row.id())).getOrDefault(row.id(), List.of()).stream()
                        .map(held -> new MessageTrailView.HeldReport(
                                held.firstLine(),
                                Hindrance.ofCode(held.reason()).orElse(Hindrance.BUG),
                                held.danger(),
                                mayRead ? held.orderNumber() : null))
                        .toList(),
                clock.instant());
    }

    /** What came out of the message, and what was there before and stands again in it. */
    private List<MessageTrailView.FiledResult> filed(SignedIn who, UUID messageId, List<MessageReads.StepRow> written) {
        List<UUID> became = new ArrayList<>();
        Set<UUID> repeated = new LinkedHashSet<>();
        for (MessageReads.StepRow step : written) {
            if (step.step().equals("filed")) {
                UUID resultId = MessageWire.Result.id(step.detail(), "resultId");
                if (step.reason().equals("unchanged")) {
                    repeated.add(resultId);
                } else {
                    became.add(resultId);
                }
            }
        }
        became.forEach(repeated::remove);
        return Stream.concat(
                        reports.ofMessage(who, messageId).stream().map(result -> filed(result, false)),
                        reports.ofIds(who, repeated).stream().map(result -> filed(result, true)))
                .toList();
    }

    private static MessageTrailView.FiledResult filed(InboxRow result, boolean before) {
        return new MessageTrailView.FiledResult(
                result.resultId(),
                result.danger(),
                result.patientName(),
                result.orderNumber(),
                result.version(),
                result.corrected(),
                before);
    }

    /** For API clients: state, steps, faults, results. */
    Optional<MessageWire> wire(boolean quoting, UUID id, Locale language) {
        return database.inTransaction(() -> reads.find(id).map(row -> wire(row, told(quoting), language)));
    }

    /** What a fault quotes is of the message: for those who may have its bytes, not for who sees how messages fare. */
    static boolean isQuotedTo(SignedIn who) {
        return who.may(Permission.DOWNLOAD_MESSAGES);
    }

    private static UnaryOperator<FaultRecord> told(boolean quoting) {
        return quoting ? FaultRecord::itself : FaultRecord::unquoted;
    }

    /**
     * For the sender that posted it, and for no other. Not whether the practice knew the patient, not what a fault
     * quotes, not how dangerous the practice holds it.
     */
    Optional<MessageWire> wireForSender(UUID senderId, UUID id, Locale language) {
        return database.inTransaction(() -> reads.find(id)
                .filter(row -> row.senderId().equals(senderId))
                .map(row -> wire(row, FaultRecord::unquoted, language).forSender(language)));
    }

    private MessageWire wire(MessageReads.Row row, UnaryOperator<FaultRecord> told, Locale language) {
        audit.record(Entry.of(Action.MESSAGE_VIEWED, "message", row.id()));
        List<MessageReads.StepRow> written = reads.steps(row.id());
        List<MessageWire.Step> steps = new ArrayList<>();
        // No row: the message itself says that it was received, and the door writes nothing it need not.
        steps.add(new MessageWire.Step("received", "accepted", row.receivedAt()));
        Map<UUID, Map<String, Object>> filed = new LinkedHashMap<>();
        for (MessageReads.StepRow step : written) {
            steps.add(new MessageWire.Step(step.step(), MessageWire.spelled(step.reason()), step.at()));
            if (step.step().equals("filed")) {
                filed.putIfAbsent(MessageWire.Result.id(step.detail(), "resultId"), step.detail());
            }
        }
        Map<UUID, ResultKeys> keys = reports.keysOf(filed.keySet());
        return new MessageWire(
                row.id(),
                row.state().wire(),
                row.receivedAt(),
                row.sizeBytes(),
                HexFormat.of().formatHex(row.sha256()),
                row.objectKey(),
                row.format(),
                row.hindrance() == null ? null : MessageWire.spelled(row.hindrance()),
                new Explanation(row, written, told)
                        .sentence()
                        .map(sentence -> sentence.in(language))
                        .orElse((String) null),
                steps,
                written.stream()
                        .flatMap(step -> step.faults().stream())
                        .limit(MOST_FAULTS_SHOWN)
                        .map(told)
                        .map(fault -> MessageWire.Fault.of(fault, language))
                        .toList(),
                filed.values().stream()
                        .map(detail -> MessageWire.Result.of(detail, keys))
                        .toList());
    }

    /** The bytes exactly as they were sent. */
    Optional<byte[]> original(SignedIn who, UUID id) {
        return database.inTransaction(() -> store.find(id)
                .filter(message -> reports.mayHaveBytes(who, id))
                .map(message -> {
                    audit.record(Entry.of(Action.MESSAGE_DOWNLOADED, "message", id));
                    return originals.of(message);
                }));
    }

    private static @Nullable Hindrance hindrance(@Nullable String code) {
        return code == null ? null : Hindrance.ofCode(code).orElse(Hindrance.BUG);
    }

    private static @Nullable Sentence charset(MessageReads.Row row) {
        Object charset = row.description().get("charset");
        Sentence evidence = Explanation.evidence(row.description());
        return charset == null || evidence == null
                ? null
                : new Sentence(charset + " (" + evidence.german() + ")", charset + " (" + evidence.english() + ")");
    }

    private static MessageTrailView.FaultView fault(FaultRecord fault) {
        boolean weighty = fault.severity() == Severity.FATAL || fault.severity() == Severity.ERROR;
        return new MessageTrailView.FaultView(
                fault.line(),
                fault.field().isEmpty() ? null : fault.field(),
                fault.rule().isEmpty() ? null : fault.rule(),
                weighty ? MessageTrailView.FaultWeight.ERROR : MessageTrailView.FaultWeight.WARNING,
                fault.sentence(),
                fault.hint().isEmpty() ? null : fault.hint());
    }
}
