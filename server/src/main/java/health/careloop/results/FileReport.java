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
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
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
                reported == null ? null : reported.day(),
                reported == null ? Moment.of(filing.receivedAt()).day() : reported.day());
    }

    private Filed file(Filing filing, Match.Found match, byte[] digest, Optional<LivingStore.Living> living) {
        store.linkMessage(filing.messageId(), match.patientId());
        List<Version> earlier = living.map(LivingStore.Living::versions).orElse(List.of());
        SaidAt saidAt = new SaidAt(Moments.reportedAt(filing.report()), filing.receivedAt(), filing.messageId());
        Optional<Version> said = said(filing, digest, saidAt, earlier);
        if (said.isPresent()) {
            return unchanged(said.get(), saidAt, earlier, match);
        }
        UUID orderId = living.map(LivingStore.Living::orderId).orElseGet(() -> newOrder(filing, match.patientId()));
        UUID resultId = UuidV7.next();
        Observations observations =
                Observations.draft(filing, resultId, TenantScope.current().tenant(), seals);
        Version version = version(filing, earlier, digest, resultId, saidAt, observations);
        List<Version> all = Stream.concat(earlier.stream(), Stream.of(version)).toList();
        Standing standing = new Standing(all);
        DraftResult draft = draft(
                filing,
                match,
                orderId,
                version,
                standing.stands(version),
                version.corrected() || standing.corrects(version),
                observations);
        List<Version> spared = filing.incomplete() ? spared(earlier, version, standing) : List.of();
        if (!spared.isEmpty() && !draft.warnsOfMoreThan(spared)) {
            Version stays = spared.getLast();
            return new Filed.Incomplete(stays.resultId(), stays.reportId(), stays.number(), match);
        }
        if (earlier.isEmpty()) {
            store.insertReport(draft.reportId(), orderId, match.patientId(), filing.senderId(), draft.id());
        } else {
            settle(earlier, standing);
            store.advanceReport(
                    draft.reportId(),
                    draft.standing() ? draft.id() : latest(earlier, standing).resultId(),
                    draft.version());
        }
        write(filing, draft, observations.specimens());
        audit.record(Entry.of(Action.RESULT_FILED, "result", draft.id())
                .version(draft.version())
                .about(match.patientId())
                .with("message", filing.messageId().toString())
                .with("match", match.reason().wire()));
        if (!draft.standing()) {
            return new Filed.Older(draft.id(), draft.reportId(), draft.version(), draft.danger(), match);
        }
        return spared.isEmpty()
                ? new Filed.New(draft.id(), draft.reportId(), draft.version(), draft.danger(), match)
                : new Filed.Beside(draft.id(), draft.reportId(), draft.version(), draft.danger(), match);
    }

    /**
     * The version that says this already, one that stands before one that does not. Not a replaced one that the laboratory
     * says again under a later date of its own: then it is what holds now. What arrives whole says more than the same with
     * a check sum that does not fit.
     */
    private static Optional<Version> said(Filing filing, byte[] digest, SaidAt saidAt, List<Version> earlier) {
        return earlier.stream()
                .filter(one -> Arrays.equals(one.digest(), digest))
                .filter(one -> filing.incomplete() || !one.incomplete())
                .filter(one -> one.standing() || !saidAt.isDatedAfter(one.saidAt()))
                .max(Comparator.comparing(Version::standing).thenComparing(Version::number));
    }

    /** Of two messages that say the same, the one that was accepted first counts, whichever was filed first. */
    private Filed unchanged(Version said, SaidAt saidAt, List<Version> earlier, Match.Found match) {
        if (saidAt.receivedAt().isBefore(said.saidAt().receivedAt()) && !saidAt.isDatedAfter(said.saidAt())) {
            store.arrivedEarlier(said.resultId(), saidAt.receivedAt());
            List<Version> all = earlier.stream()
                    .map(one -> one == said ? one.arrivedAt(saidAt.receivedAt()) : one)
                    .toList();
            settle(all, new Standing(all));
        }
        return new Filed.Unchanged(said.resultId(), said.reportId(), said.number(), match);
    }

    private void settle(List<Version> versions, Standing standing) {
        for (Version version : versions) {
            boolean stands = standing.stands(version);
            boolean corrected = version.corrected() || standing.corrects(version);
            if (stands != version.standing() || corrected != version.corrected()) {
                store.settle(version.resultId(), stands, corrected);
            }
        }
    }

    /** What it would take off had it lost no lines. */
    private static List<Version> spared(List<Version> earlier, Version lost, Standing standing) {
        Standing whole = new Standing(
                Stream.concat(earlier.stream(), Stream.of(lost.asWhole())).toList());
        return earlier.stream()
                .filter(standing::stands)
                .filter(version -> !whole.stands(version))
                .toList();
    }

    private static Version latest(List<Version> versions, Standing standing) {
        return versions.stream()
                .filter(standing::stands)
                .max(Comparator.comparing(Version::saidAt, SaidAt.ORDER))
                .orElseThrow();
    }

    private static Version version(
            Filing filing,
            List<Version> earlier,
            byte[] digest,
            UUID resultId,
            SaidAt saidAt,
            Observations observations) {
        LdtReport report = filing.report();
        List<String> enclosures = report.attachments().stream()
                .map(Attachment::bytes)
                .filter(content -> content.length > 0)
                .map(ContentDigest::ofFile)
                .toList();
        return new Version(
                earlier.isEmpty() ? UuidV7.next() : earlier.getLast().reportId(),
                resultId,
                earlier.isEmpty() ? 1 : earlier.getLast().number() + 1,
                digest,
                ReportStatus.of(report),
                true,
                observations.corrected(),
                filing.incomplete(),
                ReportDanger.of(report),
                saidAt,
                Observations.content(report, enclosures));
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
            Version version,
            boolean standing,
            boolean corrected,
            Observations observations) {
        LdtReport report = filing.report();
        TenantId tenant = TenantScope.current().tenant();
        UUID id = version.resultId();
        return new DraftResult(
                id,
                version.reportId(),
                version.number(),
                filing.messageId(),
                match.patientId(),
                orderId,
                version.status(),
                version.danger(),
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
                version.digest(),
                standing,
                corrected,
                filing.incomplete(),
                observations.abnormalCount(),
                observations.outsideCount(),
                version.content().attention(),
                report.faults().size(),
                seals.seal(
                                tenant,
                                new Place("results", "notes", id),
                                JSON.writeValueAsBytes(version.content().notes()))
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
