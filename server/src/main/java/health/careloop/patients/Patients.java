package health.careloop.patients;

import health.careloop.access.ClinicalRead.Kind;
import health.careloop.access.SignedIn;
import health.careloop.audit.Action;
import health.careloop.audit.Audit;
import health.careloop.audit.Caller;
import health.careloop.audit.Entry;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** The tenant's patients: matching what a message says to a record, and the records themselves. */
@Component
public final class Patients {
    private static final int MOST_NAMESAKES = 5;

    private final PatientStore store;
    private final CandidateStore candidates;
    private final PatientTokens tokens;
    private final TenantDatabase database;
    private final Audit audit;

    Patients(
            PatientStore store, CandidateStore candidates, PatientTokens tokens, TenantDatabase database, Audit audit) {
        this.store = store;
        this.candidates = candidates;
        this.tokens = tokens;
        this.database = database;
        this.audit = audit;
    }

    /** Whom a report is about, as it is looked for; a new record would be made on the caller's behalf. */
    public Sought seek(Person person, UUID senderId, @Nullable String labOrderNumber, Caller caller) {
        return new Sought(tokens, TenantScope.current().tenant(), person, senderId, labOrderNumber, caller);
    }

    /** Holds their keys until the transaction ends: whoever files about the same person or order waits. */
    public void lock(Collection<Sought> sought) {
        Set<Long> keys = sought.stream().flatMap(one -> one.keys().stream()).collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            candidates.lock(keys);
        }
    }

    /**
     * Whose data reports are, an answer for each in their order. One candidate who fits: theirs. None: a new record.
     * Several, or one whose identity contradicts the message: nobody's until a person decides. Call inside the filing
     * transaction, with no key in common: one would not see the record another makes.
     *
     * <p>A record is completed with what the message states and the record lacks, so that the next report, of this list
     * too, can contradict it. What the record has stays as it is.
     *
     * <p>The practice's own number decides between people: an order number that leads to somebody with another number of
     * the same practice has been given out twice, and names nobody.
     */
    public List<Match> match(List<Sought> sought) {
        List<List<CandidateStore.Candidate>> found = candidates.find(sought);
        Map<UUID, Known> completed = new HashMap<>();
        List<Match> matches = new ArrayList<>(sought.size());
        for (int i = 0; i < sought.size(); i++) {
            matches.add(match(sought.get(i), found.get(i), completed));
        }
        return matches;
    }

    private Match match(Sought sought, List<CandidateStore.Candidate> found, Map<UUID, Known> completed) {
        Person person = sought.person();
        List<CandidateStore.Candidate> fitting = found.stream()
                .filter(candidate -> !completed
                        .getOrDefault(candidate.patientId(), candidate.known())
                        .isSomebodyElse(person))
                .toList();
        Set<UUID> distinct =
                fitting.stream().map(CandidateStore.Candidate::patientId).collect(Collectors.toSet());
        if (distinct.size() > 1) {
            return new Match.Held(Match.Doubt.SEVERAL_CANDIDATES, List.copyOf(distinct));
        }
        if (distinct.isEmpty()) {
            return hasIdentity(person)
                    ? sought.caller().calls(() -> create(person))
                    : new Match.Held(Match.Doubt.NO_IDENTITY, List.of());
        }
        UUID only = distinct.iterator().next();
        Known known = completed.getOrDefault(only, fitting.getFirst().known());
        List<Match.Datum> differing = known.differing(sought);
        if (!differing.isEmpty()) {
            return new Match.Held(Match.Doubt.CONTRADICTING_CANDIDATES, List.of(only), differing);
        }
        Set<Match.Reason> reasons =
                fitting.stream().map(CandidateStore.Candidate::reason).collect(Collectors.toSet());
        Identifiers added = known.lacking(person, reasons);
        known.completedBy(sought, added)
                .ifPresent(more ->
                        completed.put(only, sought.caller().calls(() -> complete(only, known, more, added))));
        Match.Reason strongest = Collections.min(reasons);
        return new Match.Found(only, strongest);
    }

    private Match create(Person person) {
        UUID id = store.insert(person.demographics(), person.identifiers(), Match.Reason.CREATED.wire());
        audit.record(Entry.of(Action.PATIENT_CREATED, "patient", id).about(id).with("reason", "created"));
        return new Match.Found(id, Match.Reason.CREATED);
    }

    private Known complete(UUID id, Known known, Known more, Identifiers added) {
        if (!store.complete(id, known.version(), more.demographics(), added)) {
            throw new OptimisticLockingFailureException(
                    "A patient's record changed while a report was filed to it; the message is worked on again");
        }
        audit.record(Entry.of(Action.PATIENT_UPDATED, "patient", id)
                .about(id)
                .version(more.version())
                .with("reason", "completed"));
        return more;
    }

    private static boolean hasIdentity(Person person) {
        return person.demographics().familyName() != null
                || NormalForm.tells(person.identifiers().practiceNumber())
                || person.orderNumber() != null;
    }

    /**
     * Who may be taken for this patient: the same name, and no other year of birth. Only whom the person may see by name,
     * and nobody when the patient is masked. Inside a transaction.
     */
    public List<Namesake> namesakes(SignedIn who, Patient patient) {
        if (!isNamed(who, patient)) {
            return List.of();
        }
        List<Patient> namesakes = store.ofTheSameName(patient, MOST_NAMESAKES).stream()
                .filter(other -> mayBeTakenFor(patient.demographics(), other.demographics()))
                .filter(other -> isNamed(who, other))
                .toList();
        audit.record(namesakes.stream()
                .map(other -> Entry.of(Action.PATIENT_LIST_VIEWED, "patient", other.id())
                        .about(other.id()))
                .toList());
        return namesakes.stream()
                .map(other -> new Namesake(
                        other.id(),
                        other.demographics().birthDate(),
                        other.identifiers().practiceNumber()))
                .toList();
    }

    private static boolean isNamed(SignedIn who, Patient patient) {
        return Disclosure.of(who, Kind.RESULT, patient).equals(Optional.of(patient));
    }

    private static boolean mayBeTakenFor(Demographics one, Demographics other) {
        BirthDate born = one.birthDate();
        BirthDate otherBorn = other.birthDate();
        return born == null || otherBorn == null || born.sameYear(otherBorn);
    }

    /** Nobody, too, when the record was deleted or belongs to another tenant. */
    public Optional<Patient> find(UUID id) {
        return store.find(id);
    }

    /** A deleted record is hidden from lists of patients, never from the results that are about it. */
    public Map<UUID, Patient> byIdsAlsoDeleted(Collection<UUID> ids) {
        return store.byIds(ids, true).stream().collect(Collectors.toMap(Patient::id, Function.identity()));
    }

    public Optional<Patient> findAlsoDeleted(UUID id) {
        return store.byIds(List.of(id), true).stream().findFirst();
    }

    /** A page of the patients whose name has words beginning with those of {@code query}. */
    public List<Patient> search(String query, int offset, int limit) {
        List<UUID> ids = store.search(query, offset, limit);
        Map<UUID, Patient> records =
                store.byIds(ids).stream().collect(Collectors.toMap(Patient::id, Function.identity()));
        return ids.stream().map(records::get).filter(Objects::nonNull).toList();
    }

    public int count(String query) {
        return store.count(query);
    }

    /** Keyed tokens of a name search, for queries that join {@code patient_tokens}. */
    public byte[][] searchTokens(String query) {
        return tokens.prefixes(TenantScope.current().tenant(), query);
    }

    /** The keyed token of an order number, for queries that look for one: upper and lower case do not count. */
    public byte[] orderToken(String number) {
        return tokens.order(TenantScope.current().tenant(), number);
    }

    /** Inside a transaction. */
    public Patient create(Demographics demographics, Identifiers identifiers) {
        UUID id = store.insert(demographics, identifiers, "entered");
        audit.record(Entry.of(Action.PATIENT_CREATED, "patient", id).about(id).with("reason", "entered"));
        database.writeNow();
        return store.find(id).orElseThrow();
    }

    /** Inside a transaction. Empty when the version is not the current one any more. */
    public Optional<Patient> update(UUID id, int version, Demographics demographics, Identifiers identifiers) {
        if (!store.update(id, version, demographics, identifiers)) {
            return Optional.empty();
        }
        audit.record(Entry.of(Action.PATIENT_UPDATED, "patient", id).about(id).version(version + 1));
        return store.find(id);
    }

    /** Inside a transaction. Hides the record; erasure is something else. False when the version is not current. */
    public boolean delete(UUID id, int version) {
        boolean deleted = store.delete(id, version);
        if (deleted) {
            audit.record(Entry.of(Action.PATIENT_DELETED, "patient", id).about(id));
        }
        return deleted;
    }
}
