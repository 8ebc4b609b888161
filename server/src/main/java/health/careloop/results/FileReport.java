package health.careloop.results;

import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Entry;
import health.careloop.keys.Place;
import health.careloop.keys.Seals;
import health.careloop.ldt.clinical.Attachment;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.patients.BirthDate;
import health.careloop.patients.Demographics;
import health.careloop.patients.Identifiers;
import health.careloop.patients.Match;
import health.careloop.patients.Patients;
import health.careloop.patients.Person;
import health.careloop.patients.Practices;
import health.careloop.patients.Sex;
import health.careloop.patients.Sought;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Files one report: whose it is, which living report it continues, what is dangerous in it. One transaction. */
@Component
class FileReport {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LivingStore livingStore;
    private final FilingStore store;
    private final Patients patients;
    private final Practices practices;
    private final Seals seals;
    private final Audit audit;
    private final TenantDatabase database;

    FileReport(
            LivingStore livingStore,
            FilingStore store,
            Patients patients,
            Practices practices,
            Seals seals,
            Audit audit,
            TenantDatabase database) {
        this.livingStore = livingStore;
        this.store = store;
        this.patients = patients;
        this.practices = practices;
        this.seals = seals;
        this.audit = audit;
        this.database = database;
    }

    /**
     * Files reports in their order, an outcome for each. Their keys are held first, all at once. Most writes wait for the
     * end; a report that has a key in common with one before makes them happen, because it must see what that one wrote.
     */
    List<Filed> fileAll(List<Filing> filings) {
        List<Sought> sought = filings.stream().map(this::sought).toList();
        patients.lock(sought);
        List<Filed> filed = new ArrayList<>(filings.size());
        while (filed.size() < filings.size()) {
            if (!filed.isEmpty()) {
                database.writeNow();
            }
            int from = filed.size();
            int to = endOfStrangers(sought, from);
            filed.addAll(fileStrangers(filings.subList(from, to), sought.subList(from, to)));
        }
        return filed;
    }

    private Sought sought(Filing filing) {
        LdtReport report = filing.report();
        return patients.seek(personOf(report), filing.senderId(), report.labOrderNumber(), filing.caller());
    }

    /** Up to where no two have a key in common. */
    private static int endOfStrangers(List<Sought> sought, int from) {
        Set<Long> seen = new HashSet<>();
        int to = from;
        while (to < sought.size() && sought.get(to).keys().stream().noneMatch(seen::contains)) {
            seen.addAll(sought.get(to).keys());
            to++;
        }
        return to;
    }

    /** None of these concerns what another of them writes, so they read together. */
    private List<Filed> fileStrangers(List<Filing> filings, List<Sought> sought) {
        List<Match> matches = patients.match(sought);
        List<LivingStore.Continued> asked = new ArrayList<>(filings.size());
        for (int i = 0; i < filings.size(); i++) {
            if (matches.get(i) instanceof Match.Found match) {
                asked.add(continued(filings.get(i), match));
            }
        }
        Iterator<LivingStore.Continued> asking = asked.iterator();
        Iterator<Optional<LivingStore.Living>> living = livingStore.find(asked).iterator();
        List<Filed> filed = new ArrayList<>(filings.size());
        for (int i = 0; i < filings.size(); i++) {
            Filing filing = filings.get(i);
            filed.add(
                    switch (matches.get(i)) {
                        case Match.Held held -> new Filed.Held(held);
                        case Match.Found found -> {
                            byte[] digest = asking.next().digest();
                            Optional<LivingStore.Living> continues = living.next();
                            yield filing.caller().calls(() -> file(filing, found, digest, continues));
                        }
                    });
        }
        return filed;
    }

    private static LivingStore.Continued continued(Filing filing, Match.Found match) {
        LdtReport report = filing.report();
        Moment reported = Moments.reportedAt(report);
        return new LivingStore.Continued(
                filing.senderId(),
                match.patientId(),
                report.labOrderNumber(),
                report.orderNumber(),
                report.reportNumber(),
                report.recordType(),
                ContentDigest.of(report),
                reported == null ? null : reported.day());
    }

    private Filed file(Filing filing, Match.Found match, byte[] digest, Optional<LivingStore.Living> living) {
        store.linkMessage(filing.messageId(), match.patientId());
        List<LivingStore.Version> earlier =
                living.map(LivingStore.Living::versions).orElse(List.of());
        for (LivingStore.Version said : earlier.reversed()) {
            // What arrives whole says more than the same with a check sum that does not fit.
            if (said.standing()
                    && Arrays.equals(said.digest(), digest)
                    && (filing.incomplete() || !said.incomplete())) {
                return new Filed.Unchanged(said.resultId(), said.reportId(), said.number(), match);
            }
        }
        UUID orderId = living.map(LivingStore.Living::orderId).orElseGet(() -> newOrder(filing, match.patientId()));
        UUID resultId = UuidV7.next();
        Observations observations =
                Observations.draft(filing, resultId, TenantScope.current().tenant(), seals);
        DraftResult draft = draft(filing, match, orderId, earlier, digest, resultId, observations);
        List<LivingStore.Version> replaceable = earlier.stream()
                .filter(LivingStore.Version::standing)
                .filter(draft::takesThePlaceOf)
                .toList();
        boolean lost = filing.incomplete() && !replaceable.isEmpty();
        if (lost && !draft.warnsOfMoreThan(replaceable)) {
            LivingStore.Version standing = replaceable.getLast();
            return new Filed.Incomplete(standing.resultId(), standing.reportId(), standing.number(), match);
        }
        if (earlier.isEmpty()) {
            store.insertReport(draft.reportId(), orderId, match.patientId(), filing.senderId(), draft.id());
        } else {
            // What lost lines takes nothing off.
            store.supersede(
                    lost
                            ? List.of()
                            : replaceable.stream()
                                    .map(LivingStore.Version::resultId)
                                    .toList());
            store.advanceReport(draft.reportId(), draft.id(), draft.version());
        }
        write(filing, draft, observations.specimens());
        audit.record(Entry.of(Action.RESULT_FILED, "result", draft.id())
                .version(draft.version())
                .about(match.patientId())
                .with("message", filing.messageId().toString())
                .with("match", match.reason().wire()));
        return lost
                ? new Filed.Beside(draft.id(), draft.reportId(), draft.version(), draft.danger(), match)
                : new Filed.New(draft.id(), draft.reportId(), draft.version(), draft.danger(), match);
    }

    private UUID newOrder(Filing filing, UUID patientId) {
        LdtReport.Recipient recipient = filing.report().recipient();
        UUID practice = recipient.bsnr() == null ? null : practices.practice(recipient.bsnr(), recipient.name());
        UUID practitioner = recipient.orderedBy() == null ? null : practices.practitioner(recipient.orderedBy(), null);
        UUID id = UuidV7.next();
        LdtReport report = filing.report();
        store.insertOrder(new DraftOrder(
                id,
                filing.senderId(),
                patientId,
                sealedNumber("order_number", id, report.orderNumber()),
                report.orderNumber() == null ? null : patients.orderToken(report.orderNumber()),
                sealedNumber("lab_order_number", id, report.labOrderNumber()),
                report.labOrderNumber() == null ? null : patients.orderToken(report.labOrderNumber()),
                practice,
                practitioner));
        return id;
    }

    private byte @Nullable [] sealedNumber(String column, UUID orderId, @Nullable String number) {
        return number == null
                ? null
                : seals.seal(TenantScope.current().tenant(), new Place("orders", column, orderId), number)
                        .bytes();
    }

    private DraftResult draft(
            Filing filing,
            Match.Found match,
            UUID orderId,
            List<LivingStore.Version> earlier,
            byte[] digest,
            UUID id,
            Observations observations) {
        LdtReport report = filing.report();
        TenantId tenant = TenantScope.current().tenant();
        boolean lifeThreatening = report.attentions().stream().anyMatch(a -> a.lifeThreatening());
        Danger danger = ReportDanger.of(report);
        ReportStatus status = ReportStatus.of(report);
        boolean corrected = observations.corrected()
                || (status.mayReplace(ReportStatus.FINAL)
                        && !filing.incomplete()
                        && earlier.stream()
                                .anyMatch(version -> version.status() == ReportStatus.FINAL
                                        && !version.incomplete()
                                        && observations.codes().containsAll(version.codes())));
        return new DraftResult(
                id,
                earlier.isEmpty() ? UuidV7.next() : earlier.getLast().reportId(),
                earlier.isEmpty() ? 1 : earlier.getLast().number() + 1,
                filing.messageId(),
                match.patientId(),
                orderId,
                status,
                danger,
                match.reason().wire(),
                report.lab().name() == null ? filing.senderName() : report.lab().name(),
                report.reportNumber(),
                report.version(),
                report.recordType(),
                report.firstLine(),
                report.lastLine(),
                seals.seal(
                                tenant,
                                new Place("results", "headline", id),
                                JSON.writeValueAsBytes(observations.headline()))
                        .bytes(),
                digest,
                corrected,
                filing.incomplete(),
                observations.abnormalCount(),
                observations.outsideCount(),
                lifeThreatening,
                report.faults().size(),
                seals.seal(
                                tenant,
                                new Place("results", "notes", id),
                                JSON.writeValueAsBytes(
                                        Observations.withAttentions(report.notes(), report.attentions())))
                        .bytes(),
                Moments.reportedAt(report),
                filing.receivedAt(),
                observations.rows());
    }

    private void write(Filing filing, DraftResult draft, List<DraftSpecimen> specimens) {
        store.insertResult(draft);
        store.insertObservations(draft);
        store.insertSpecimens(draft.id(), specimens);
        TenantId tenant = TenantScope.current().tenant();
        for (Attachment attachment : filing.report().attachments()) {
            byte[] content = attachment.bytes();
            if (content.length > 0) {
                UUID id = UuidV7.next();
                store.insertAttachment(
                        draft.id(),
                        new DraftAttachment(
                                id,
                                seals.seal(
                                                tenant,
                                                new Place("attachments", "name", id),
                                                attachment.name() == null ? "Anhang" : attachment.name())
                                        .bytes(),
                                attachment.contentType() == null
                                        ? "application/octet-stream"
                                        : attachment.contentType(),
                                content.length,
                                seals.seal(tenant, new Place("attachments", "content", id), content)
                                        .bytes()));
            }
        }
        for (DraftObservation observation : draft.observations()) {
            if (observation.danger() == Danger.CRITICAL) {
                boolean byFlag = observation.interpretation().startsWith("critical");
                store.insertCritical(
                        UuidV7.next(),
                        draft.id(),
                        observation.position(),
                        filing.messageId(),
                        byFlag ? "lab_flag" : "lab_attention",
                        byFlag
                                ? evidence("8422", observation.flagLine(), observation.flag())
                                : evidence(
                                        "7280",
                                        filing.lineOf("7280", observation.firstLine(), observation.lastLine()),
                                        "2"));
            }
        }
        if (draft.attention()) {
            store.insertCritical(
                    UuidV7.next(),
                    draft.id(),
                    null,
                    filing.messageId(),
                    "lab_attention",
                    evidence("7280", filing.lineOf("7280", draft.firstLine(), draft.lastLine()), "2"));
        }
    }

    private static String evidence(String field, @Nullable Integer line, @Nullable String sent) {
        return JSON.writeValueAsString(
                Map.of("field", field, "line", line == null ? 0 : line, "sent", sent == null ? "" : sent));
    }

    private static @Nullable BirthDate bornOn(health.careloop.ldt.clinical.@Nullable BirthDate sent) {
        return sent == null || sent.year() == 0 ? null : new BirthDate(sent.year(), sent.month(), sent.day());
    }

    private static Person personOf(LdtReport report) {
        LdtReport.Subject subject = report.subject();
        List<String> family = new ArrayList<>();
        for (String part : new @Nullable String[] {subject.nameAddition(), subject.prefix(), subject.familyName()}) {
            if (part != null) {
                family.add(part);
            }
        }
        String name = family.isEmpty() ? subject.other() : String.join(" ", family);
        return new Person(
                new Demographics(
                        name,
                        subject.givenName(),
                        subject.title(),
                        bornOn(subject.birthDate()),
                        Sex.ofLdt(subject.sex()),
                        null,
                        null,
                        null),
                new Identifiers(subject.number(), subject.insuranceNumber(), null),
                report.orderNumber());
    }
}
