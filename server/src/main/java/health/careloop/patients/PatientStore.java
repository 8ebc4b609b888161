package health.careloop.patients;

import health.careloop.access.ClinicalRead;
import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.tenancy.ManyRows;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Patients in the tenant's tables: sealed as a whole, found by tokens. */
@Component
class PatientStore {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final ManyRows PATIENTS =
            ManyRows.insertInto("patients", "id uuid", "demographics bytea", "reason text");
    private static final ManyRows IDENTIFIERS = ManyRows.insertInto(
            "patient_identifiers", "patient_id uuid", "id uuid", "system text", "value bytea", "token bytea");
    private static final ManyRows TOKENS =
            ManyRows.insertInto("patient_tokens", "patient_id uuid", "field text", "token bytea");

    private static final ManyRows MISSING_TOKENS =
            ManyRows.insertMissingInto("patient_tokens", "patient_id uuid", "field text", "token bytea");

    /** Before everything that is about a patient. */
    private static final class Rank {
        static final int PATIENT = 1;
        static final int KNOWN_BY = 2;
    }

    private final TenantDatabase database;
    private final Seals seals;
    private final PatientTokens tokens;

    PatientStore(TenantDatabase database, Seals seals, PatientTokens tokens) {
        this.database = database;
        this.seals = seals;
        this.tokens = tokens;
    }

    Demographics opened(TenantId tenant, UUID id, byte[] sealed) {
        return JSON.readValue(seals.open(tenant, placeOf(id), Sealed.of(sealed)), Demographics.class);
    }

    /** Written when the transaction ends, or by {@link TenantDatabase#writeNow}. */
    UUID insert(Demographics demographics, Identifiers identifiers, String reason) {
        TenantId tenant = tenant();
        UUID id = UuidV7.next();
        database.later(Rank.PATIENT, PATIENTS, id, sealed(tenant, id, demographics), reason);
        insertIdentifiers(tenant, id, identifiers);
        insertTokens(TOKENS, tenant, id, demographics);
        return id;
    }

    /** @return false when somebody else changed it since {@code version} */
    boolean update(UUID id, int version, Demographics demographics, Identifiers identifiers) {
        TenantId tenant = tenant();
        int updated = database.sql()
                .sql("""
                        update patients set demographics = ?, version = version + 1, updated_at = now()
                        where id = ? and version = ? and deleted_at is null
                        """)
                .params(sealed(tenant, id, demographics), id, version)
                .update();
        if (updated == 0) {
            return false;
        }
        database.sql()
                .sql("delete from patient_identifiers where patient_id = ?")
                .param(id)
                .update();
        database.sql()
                .sql("delete from patient_tokens where patient_id = ?")
                .param(id)
                .update();
        insertIdentifiers(tenant, id, identifiers);
        insertTokens(TOKENS, tenant, id, demographics);
        database.writeNow();
        return true;
    }

    /**
     * The record with more in it than before, at once; what it is found by is written later. It may be found by what it
     * said before, too.
     *
     * @param added numbers it has none of yet
     * @return false when somebody else changed it since {@code version}
     */
    boolean complete(UUID id, int version, Demographics demographics, Identifiers added) {
        TenantId tenant = tenant();
        int updated = database.sql()
                .sql("""
                        update patients set demographics = ?, version = version + 1, updated_at = now()
                        where id = ? and version = ?
                        """)
                .params(sealed(tenant, id, demographics), id, version)
                .update();
        if (updated == 0) {
            return false;
        }
        insertIdentifiers(tenant, id, added);
        insertTokens(MISSING_TOKENS, tenant, id, demographics);
        return true;
    }

    boolean delete(UUID id, int version) {
        return database.sql().sql("""
                        update patients set deleted_at = now(), updated_at = now(), version = version + 1
                        where id = ? and version = ? and deleted_at is null
                        """).params(id, version).update() > 0;
    }

    Optional<Patient> find(UUID id) {
        return byIds(List.of(id)).stream().findFirst();
    }

    List<Patient> byIds(Collection<UUID> ids) {
        return byIds(ids, false);
    }

    List<Patient> byIds(Collection<UUID> ids, boolean alsoDeleted) {
        if (ids.isEmpty()) {
            return List.of();
        }
        TenantId tenant = tenant();
        UUID[] wanted = ids.stream().distinct().toArray(UUID[]::new);
        Map<UUID, Map<String, String>> numbers = numbers(tenant, wanted);
        return database.sql()
                .sql("""
                        select id, demographics, confidentiality, version, updated_at from patients
                        where id = any (?) and (deleted_at is null or ?)
                        """)
                .params(wanted, alsoDeleted)
                .query((row, number) -> read(tenant, row, numbers))
                .list();
    }

    /** Ids of the patients whose name has a word beginning with every word of {@code query}; all when it is blank. */
    List<UUID> search(String query, int offset, int limit) {
        TenantId tenant = tenant();
        byte[][] wanted = tokens.prefixes(tenant, query);
        if (wanted.length == 0 && !query.isBlank()) {
            return List.of(); // no word in it that a name could begin with
        }
        return database.sql()
                .sql("""
                        select p.id from patients p
                        where p.deleted_at is null and p.merged_into is null and not exists (
                            select 1 from unnest(?::bytea[]) w (token)
                            where not exists (select 1 from patient_tokens t
                                where t.patient_id = p.id
                                  and t.field = 'name_prefix' and t.token = w.token))
                        order by p.id desc offset ? limit ?
                        """)
                .params(wanted, offset, limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
    }

    /** The other patients whose names are the same, oldest record first; nobody for a patient without a family name. */
    List<Patient> ofTheSameName(Patient patient, int limit) {
        byte[] name = tokens.name(tenant(), patient.demographics());
        if (name == null) {
            return List.of();
        }
        return byIds(database.sql()
                .sql("""
                        select p.id from patient_tokens t join patients p on p.id = t.patient_id
                        where t.field = 'name' and t.token = ? and p.id <> ?
                            and p.deleted_at is null and p.merged_into is null
                        order by p.id limit ?
                        """)
                .params(name, patient.id(), limit)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list());
    }

    int count(String query) {
        byte[][] wanted = tokens.prefixes(tenant(), query);
        if (wanted.length == 0 && !query.isBlank()) {
            return 0;
        }
        return database.sql()
                .sql("""
                        select count(*) from patients p
                        where p.deleted_at is null and p.merged_into is null and not exists (
                            select 1 from unnest(?::bytea[]) w (token)
                            where not exists (select 1 from patient_tokens t
                                where t.patient_id = p.id
                                  and t.field = 'name_prefix' and t.token = w.token))
                        """)
                .params(new Object[] {wanted})
                .query(Integer.class)
                .single();
    }

    private Map<UUID, Map<String, String>> numbers(TenantId tenant, UUID[] ids) {
        Map<UUID, Map<String, String>> numbers = new LinkedHashMap<>();
        database.sql()
                .sql("select patient_id, id, system, value from patient_identifiers where patient_id = any (?)")
                .param(ids)
                .query(row -> {
                    UUID rowId = row.getObject("id", UUID.class);
                    String value = seals.openText(
                            tenant, new Place("patient_identifiers", "value", rowId), Sealed.of(row.getBytes("value")));
                    numbers.computeIfAbsent(row.getObject("patient_id", UUID.class), key -> new LinkedHashMap<>())
                            .put(row.getString("system"), value);
                });
        return numbers;
    }

    private Patient read(TenantId tenant, ResultSet row, Map<UUID, Map<String, String>> numbers) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        Map<String, String> known = numbers.getOrDefault(id, Map.of());
        return new Patient(
                id,
                opened(tenant, id, row.getBytes("demographics")),
                new Identifiers(
                        known.get("practice_number"),
                        known.get("insurance_number"),
                        known.get("social_security_number")),
                ClinicalRead.Confidentiality.of(row.getString("confidentiality")),
                row.getInt("version"),
                row.getTimestamp("updated_at").toInstant());
    }

    private void insertIdentifiers(TenantId tenant, UUID patient, Identifiers identifiers) {
        insertIdentifier(tenant, patient, "practice_number", identifiers.practiceNumber());
        insertIdentifier(tenant, patient, "insurance_number", identifiers.insuranceNumber());
        insertIdentifier(tenant, patient, "social_security_number", identifiers.socialSecurityNumber());
    }

    private void insertIdentifier(TenantId tenant, UUID patient, String system, @Nullable String value) {
        byte[] token = tokens.number(tenant, system, value);
        if (value != null && token != null) {
            UUID id = UuidV7.next();
            database.later(
                    Rank.KNOWN_BY,
                    IDENTIFIERS,
                    patient,
                    id,
                    system,
                    seals.seal(tenant, new Place("patient_identifiers", "value", id), value)
                            .bytes(),
                    token);
        }
    }

    private void insertTokens(ManyRows rows, TenantId tenant, UUID patient, Demographics demographics) {
        insertToken(rows, patient, "identity", tokens.identity(tenant, demographics));
        insertToken(rows, patient, "name", tokens.name(tenant, demographics));
        for (String prefix : NormalForm.prefixes(demographics.displayName())) {
            insertToken(rows, patient, "name_prefix", tokens.prefix(tenant, prefix));
        }
    }

    private void insertToken(ManyRows rows, UUID patient, String field, byte @Nullable [] token) {
        if (token != null) {
            database.later(Rank.KNOWN_BY, rows, patient, field, token);
        }
    }

    private byte[] sealed(TenantId tenant, UUID id, Demographics demographics) {
        return seals.seal(tenant, placeOf(id), JSON.writeValueAsBytes(demographics))
                .bytes();
    }

    private static Place placeOf(UUID id) {
        return new Place("patients", "demographics", id);
    }

    private static TenantId tenant() {
        return TenantScope.current().tenant();
    }
}
