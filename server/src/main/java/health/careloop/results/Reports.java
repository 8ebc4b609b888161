package health.careloop.results;

import health.careloop.access.ClinicalRead.Kind;
import health.careloop.access.People;
import health.careloop.access.PersonId;
import health.careloop.access.Role;
import health.careloop.access.SignedIn;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.pages.Paging;
import health.careloop.patients.Disclosure;
import health.careloop.patients.Patient;
import health.careloop.patients.PatientBanner;
import health.careloop.patients.Patients;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.web.Page;
import health.careloop.web.PageRequest;
import java.time.Clock;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Filing reports, and reading them: every read of a patient's data is staged in the audit trail before it is answered. */
@Component
public final class Reports {
    private final FileReport fileReport;
    private final InboxStore inbox;
    private final ReportStore store;
    private final Patients patients;
    private final People people;
    private final TenantDatabase database;
    private final Audit audit;
    private final Clock clock;

    Reports(
            FileReport fileReport,
            InboxStore inbox,
            ReportStore store,
            Patients patients,
            People people,
            TenantDatabase database,
            Audit audit,
            Clock clock) {
        this.fileReport = fileReport;
        this.inbox = inbox;
        this.store = store;
        this.patients = patients;
        this.people = people;
        this.database = database;
        this.audit = audit;
        this.clock = clock;
    }

    /** Files reports, an outcome for each in their order. Call inside a transaction of the worker role. */
    public List<Filed> fileAll(List<Filing> filings) {
        return filings.isEmpty() ? List.of() : fileReport.fileAll(filings);
    }

    /** The message a result came in, if this person may have its bytes; nobody's for a foreign id. */
    public Optional<UUID> messageOf(SignedIn who, UUID resultId) {
        return readable(who, Kind.MESSAGE_BYTES, resultId).map(ResultRow::messageId);
    }

    /** Whether the person may have the bytes of a message: those of every patient in it. */
    public boolean mayHaveBytes(SignedIn who, UUID messageId) {
        return patients.byIdsAlsoDeleted(store.patientsOf(messageId)).values().stream()
                .allMatch(patient ->
                        Disclosure.of(who, Kind.MESSAGE_BYTES, patient).isPresent());
    }

    /** Where the objects of these results lie. */
    public Map<UUID, ResultKeys> keysOf(Collection<UUID> resultIds) {
        return store.keys(resultIds);
    }

    /** How many results the person has not read. */
    public int unreadOf(SignedIn who) {
        return inbox.unread(who.person().value());
    }

    /** The person's inbox, danger first. */
    public InboxView inbox(
            SignedIn who, InboxFilter filter, String query, PageRequest page, InboxView.@Nullable JustRead justRead) {
        String wanted = writable(query);
        return database.inTransaction(() -> {
            InboxView.Counts counts = inbox.counts(wanted, who.person().value());
            List<InboxRow> rows =
                    rows(who, inbox.inbox(filter, wanted, who.person().value(), page.offset(), page.limit()));
            return new InboxView(
                    filter,
                    wanted,
                    rows,
                    counts,
                    Paging.of(page.page(), page.limit(), counts.of(filter)),
                    clock.instant(),
                    justRead);
        });
    }

    /** All reports of one patient, by the laboratory's date of them, newest first; nobody for a foreign id. */
    public Optional<PatientReportsView> ofPatient(SignedIn who, UUID patientId, PageRequest page) {
        return database.inTransaction(() -> patients.find(patientId)
                .flatMap(known -> shown(who, known).map(patient -> {
                    audit.record(Entry.of(Action.PATIENT_VIEWED, "patient", patientId)
                            .about(patientId));
                    List<InboxRow> rows =
                            rows(who, inbox.ofPatient(patientId, who.person().value(), page.offset(), page.limit()));
                    int total = inbox.countOfPatient(patientId);
                    return new PatientReportsView(
                            PatientBanner.of(patient),
                            patients.namesakes(who, known),
                            rows,
                            Paging.of(page.page(), page.limit(), total));
                })));
    }

    /** PostgreSQL takes no NUL; left out, a search for nothing else would find everything. */
    private static String writable(String query) {
        return query.replace('\0', '\uFFFD').strip();
    }

    /** The results that came out of a message. */
    public List<InboxRow> ofMessage(SignedIn who, UUID messageId) {
        return database.inTransaction(
                () -> rows(who, inbox.ofMessage(messageId, who.person().value())));
    }

    /** These results, as far as the person may see them. */
    public List<InboxRow> ofIds(SignedIn who, Collection<UUID> resultIds) {
        return resultIds.isEmpty()
                ? List.of()
                : database.inTransaction(
                        () -> rows(who, inbox.ofIds(resultIds, who.person().value())));
    }

    /** A page of results for API clients. */
    Page<ResultWire> list(SignedIn who, InboxFilter filter, String query, PageRequest page) {
        String wanted = writable(query);
        return database.inTransaction(() -> {
            InboxView.Counts counts = inbox.counts(wanted, who.person().value());
            List<ResultRow> rows = inbox.inbox(filter, wanted, who.person().value(), page.offset(), page.limit());
            Map<UUID, Patient> names = patients.byIdsAlsoDeleted(
                    rows.stream().map(ResultRow::patientId).toList());
            audit.record(rows.stream().map(Reports::listed).toList());
            return Page.of(
                    "results",
                    rows.stream()
                            .flatMap(row -> shown(who, names.get(row.patientId()))
                                    .map(patient -> ResultWire.of(row, PatientBanner.of(patient), null))
                                    .stream())
                            .toList(),
                    counts.of(filter),
                    page);
        });
    }

    /** One result for API clients; opening it is seeing it. */
    Optional<ResultWire> get(SignedIn who, UUID resultId) {
        return open(who, resultId)
                .flatMap(view -> store.find(resultId, who.person().value())
                        .map(row -> ResultWire.of(row, view.patient(), view)));
    }

    private static Entry listed(ResultRow row) {
        return Entry.of(Action.RESULT_LIST_VIEWED, "result", row.resultId())
                .version(row.version())
                .about(row.patientId());
    }

    private List<InboxRow> rows(SignedIn who, List<ResultRow> rows) {
        Map<UUID, Patient> names = patients.byIdsAlsoDeleted(
                rows.stream().map(ResultRow::patientId).toList());
        audit.record(rows.stream().map(Reports::listed).toList());
        return rows.stream()
                .flatMap(row -> shown(who, names.get(row.patientId())).map(patient -> inboxRow(row, patient)).stream())
                .toList();
    }

    /** The patient as the person may see them on a result. */
    private static Optional<Patient> shown(SignedIn who, @Nullable Patient patient) {
        return Optional.ofNullable(patient).flatMap(known -> Disclosure.of(who, Kind.RESULT, known));
    }

    private static InboxRow inboxRow(ResultRow row, Patient patient) {
        return new InboxRow(
                row.resultId(),
                row.danger(),
                patient.demographics().displayName(),
                patient.demographics().birthDate(),
                row.headline(),
                row.abnormalCount(),
                row.observationCount(),
                row.labName(),
                row.orderNumber(),
                row.reportedAt(),
                row.receivedAt(),
                row.unread(),
                row.version(),
                row.corrected(),
                row.status(),
                row.incomplete(),
                row.outsideCount(),
                row.attention(),
                row.missedCritical());
    }

    /** One version of a report as the person sees it, and as having been seen; nobody's for a foreign id. */
    public Optional<ReportView> open(SignedIn who, UUID resultId) {
        return open(who, resultId, 1);
    }

    /** The same, on another page of its values. */
    Optional<ReportView> open(SignedIn who, UUID resultId, int valuesPage) {
        return database.inTransaction(() -> store.find(resultId, who.person().value())
                .map(row -> {
                    store.seen(resultId, who.person().value(), false);
                    audit.record(Entry.of(Action.RESULT_VIEWED, "result", resultId)
                            .version(row.version())
                            .about(row.patientId())
                            .forPurpose("treatment"));
                    return view(who, row, valuesPage);
                }));
    }

    /** The result, if this person may read it in this way. */
    Optional<ResultRow> readable(SignedIn who, Kind kind, UUID resultId) {
        return store.find(resultId, who.person().value())
                .filter(row -> patients.findAlsoDeleted(row.patientId())
                        .flatMap(patient -> Disclosure.of(who, kind, patient))
                        .isPresent());
    }

    /** For rendering: nobody looks at it. */
    Optional<ReportView> forRendering(UUID resultId) {
        return store.find(resultId, new UUID(0, 0)).map(row -> view(null, row, 1));
    }

    private ReportView view(@Nullable SignedIn who, ResultRow row, int valuesPage) {
        Patient known = patients.findAlsoDeleted(row.patientId()).orElseThrow();
        Patient patient = who == null ? known : shown(who, known).orElseThrow();
        List<ReportView.SpecimenView> specimens = store.specimens(row.resultId());
        return new ReportView(
                row.resultId(),
                row.reportId(),
                row.version(),
                row.status(),
                row.corrected(),
                row.danger(),
                row.unread(),
                PatientBanner.of(patient),
                who == null ? List.of() : patients.namesakes(who, known),
                row.labName(),
                null,
                who == null ? null : who.tenantName(),
                row.orderNumber(),
                row.reportedAt(),
                row.receivedAt(),
                specimens,
                store.observations(row.resultId(), row.patientId()),
                store.notes(row.resultId()),
                versions(row, who),
                store.attachments(row.resultId()).stream()
                        .map(a -> new ReportView.AttachmentView(a.id(), a.name(), a.mediaType(), a.sizeBytes()))
                        .toList(),
                row.messageId(),
                store.messageSha256(row.messageId())
                        .map(HexFormat.of()::formatHex)
                        .orElse(""),
                row.incomplete(),
                row.outsideCount(),
                valuesPage);
    }

    private List<ReportView.VersionView> versions(ResultRow row, @Nullable SignedIn who) {
        Map<UUID, Colleague> colleagues = new LinkedHashMap<>();
        List<ReportStore.Reader> readers = who == null ? List.of() : store.readers(row.reportId());
        readers.forEach(
                reader -> colleagues.computeIfAbsent(reader.personId(), id -> colleague(who, new PersonId(id))));
        return store.versions(row.reportId(), new UUID(0, 0)).stream()
                .map(version -> new ReportView.VersionView(
                        version.resultId(),
                        version.version(),
                        version.status(),
                        version.corrected(),
                        version.incomplete(),
                        version.danger(),
                        version.latest(),
                        version.reportedAt(),
                        version.receivedAt(),
                        readers.stream()
                                .filter(reader -> reader.resultId().equals(version.resultId()))
                                .map(reader -> {
                                    Colleague colleague = colleagues.getOrDefault(reader.personId(), Colleague.GONE);
                                    return new ReportView.SeenBy(
                                            colleague.name(), colleague.role(), reader.firstSeenAt());
                                })
                                .toList()))
                .toList();
    }

    /** Who else works here, as a reader of a report is shown. */
    private record Colleague(String name, String role) {
        static final Colleague GONE = new Colleague("–", Role.VIEWER.wire());
    }

    private Colleague colleague(@Nullable SignedIn who, PersonId id) {
        String role = people.membershipsOf(id).stream()
                .filter(membership -> who != null && membership.tenant().equals(who.tenant()))
                .map(membership -> membership.role().wire())
                .findFirst()
                .orElse(Colleague.GONE.role());
        return people.find(id).map(person -> new Colleague(person.name(), role)).orElse(Colleague.GONE);
    }

    /** Takes the result off the person's unread ones. Empty for a foreign id. */
    public Optional<InboxView.JustRead> markRead(SignedIn who, UUID resultId) {
        return database.inTransaction(() -> store.find(resultId, who.person().value())
                .map(row -> {
                    store.seen(resultId, who.person().value(), true);
                    audit.record(Entry.of(Action.RESULT_READ, "result", resultId)
                            .version(row.version())
                            .about(row.patientId()));
                    return new InboxView.JustRead(resultId, nameOf(who, row));
                }));
    }

    /** Which result was marked read just now, for the offer to take it back. */
    Optional<InboxView.JustRead> named(SignedIn who, UUID resultId) {
        return database.inTransaction(() -> store.find(resultId, who.person().value())
                .map(row -> {
                    audit.record(listed(row));
                    return new InboxView.JustRead(resultId, nameOf(who, row));
                }));
    }

    private String nameOf(SignedIn who, ResultRow row) {
        return patients.findAlsoDeleted(row.patientId())
                .flatMap(patient -> shown(who, patient))
                .map(patient -> patient.demographics().displayName())
                .orElse("");
    }

    /** Takes that back. */
    public boolean markUnread(SignedIn who, UUID resultId) {
        return database.inTransaction(() -> store.find(resultId, who.person().value())
                .map(row -> {
                    store.unread(resultId, who.person().value());
                    audit.record(Entry.of(Action.RESULT_UNREAD, "result", resultId)
                            .version(row.version())
                            .about(row.patientId()));
                    return true;
                })
                .orElse(false));
    }

    /** A file the laboratory enclosed. */
    Optional<Enclosure> attachment(SignedIn who, UUID resultId, UUID attachmentId) {
        return database.inTransaction(() -> readable(who, Kind.REPORT_DOCUMENT, resultId)
                .flatMap(row -> store.attachments(resultId).stream()
                        .filter(a -> a.id().equals(attachmentId))
                        .findFirst()
                        .flatMap(a -> store.attachment(resultId, attachmentId).map(bytes -> {
                            audit.record(Entry.of(Action.REPORT_DOWNLOADED, "attachment", attachmentId)
                                    .version(row.version())
                                    .about(row.patientId()));
                            return new Enclosure(a.name(), a.mediaType(), bytes);
                        }))));
    }

    /** A file with its name. */
    record Enclosure(String name, String mediaType, byte[] bytes) {}
}
