package health.careloop.patients;

import health.careloop.access.ClinicalRead;
import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.keys.Tokens;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UuidV7;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Patients in the tenant's tables: sealed as a whole, found by tokens. */
@Component
class PatientStore {
    /** Which kind of evidence named a patient, and what is known of them. */
    record Candidate(
            Match.Reason reason,
            UUID patientId,
            Demographics demographics,
            @Nullable String practiceNumber) {}

    private static final JsonMapper JSON = JsonMapper.shared();

    private final TenantDatabase database;
    private final Seals seals;
    private final Tokens tokens;

    PatientStore(TenantDatabase database, Seals seals, Tokens tokens) {
        this.database = database;
        this.seals = seals;
        this.tokens = tokens;
    }

    /** Everybody the order number, the practice's number or the identity points to; merged records resolved. */
    List<Candidate> candidates(Person person, UUID senderId) {
        TenantId tenant = tenant();
        return database
                .sql()
                .sql("""
                        with named as (
                            select 'ORDER_NUMBER' reason, o.patient_id, o.id order_id, o.order_number from orders o
                                where o.order_token = ? and o.sender_id = ?
                            union all
                            select distinct 'PRACTICE_NUMBER', i.patient_id, null::uuid, null::bytea
                                from patient_identifiers i where i.system = 'practice_number' and i.token = ?
                            union all
                            select 'IDENTITY', t.patient_id, null::uuid, null::bytea from patient_tokens t
                                where t.field = 'identity' and t.token = ?
                        )
                        select n.reason, n.order_id, n.order_number, p.id, p.demographics, i.id number_id, i.value number
                        from (select distinct n.reason, n.order_id, n.order_number, coalesce(p.merged_into, p.id) patient_id
                              from named n join patients p on p.id = n.patient_id where p.deleted_at is null) n
                        join patients p on p.id = n.patient_id
                        left join lateral (select i.id, i.value from patient_identifiers i
                            where i.patient_id = p.id and i.system = 'practice_number' limit 1) i on true
                        """)
                .params(Arrays.asList(
                        person.orderNumber() == null ? null : orderToken(tenant, person.orderNumber()),
                        senderId,
                        numberToken(
                                tenant, "practice_number", person.identifiers().practiceNumber()),
                        identityToken(tenant, person.demographics())))
                .query((row, number) -> isOf(person.orderNumber(), tenant, row) ? candidate(tenant, row) : null)
                .list()
                .stream()
                .flatMap(Stream::ofNullable)
                .toList();
    }

    /** The token knows no case; the number of an order does. */
    private boolean isOf(@Nullable String sent, TenantId tenant, ResultSet row) throws SQLException {
        UUID order = row.getObject("order_id", UUID.class);
        return order == null
                || seals.openText(
                                tenant,
                                new Place("orders", "order_number", order),
                                Sealed.of(row.getBytes("order_number")))
                        .equals(sent);
    }

    byte[] orderToken(TenantId tenant, String number) {
        return tokens.token(tenant, "order_number", number.strip().toLowerCase(Locale.ROOT));
    }

    private Candidate candidate(TenantId tenant, ResultSet row) throws SQLException {
        UUID id = row.getObject("id", UUID.class);
        byte[] numberSealed = row.getBytes("number");
        return new Candidate(
                Match.Reason.valueOf(row.getString("reason")),
                id,
                opened(tenant, id, row),
                numberSealed == null
                        ? null
                        : seals.openText(
                                tenant,
                                new Place("patient_identifiers", "value", row.getObject("number_id", UUID.class)),
                                Sealed.of(numberSealed)));
    }

    private Demographics opened(TenantId tenant, UUID id, ResultSet row) throws SQLException {
        byte[] plain = seals.open(tenant, placeOf(id), Sealed.of(row.getBytes("demographics")));
        return JSON.readValue(plain, Demographics.class);
    }

    /**
     * What two messages about the same person or order have in common: held until the transaction ends, so that neither
     * makes a second record of what the other is just making.
     */
    Set<Long> keysOf(Person person, UUID senderId, @Nullable String labOrderNumber) {
        TenantId tenant = tenant();
        Set<Long> keys = new LinkedHashSet<>();
        for (byte[] token : Arrays.asList(
                keyed(tenant, "order lock", person.orderNumber(), senderId),
                keyed(tenant, "lab order lock", labOrderNumber, senderId),
                numberToken(tenant, "practice_number", person.identifiers().practiceNumber()),
                identityToken(tenant, person.demographics()))) {
            if (token != null) {
                keys.add(ByteBuffer.wrap(token).getLong());
            }
        }
        return keys;
    }

    private byte @Nullable [] keyed(TenantId tenant, String field, @Nullable String number, UUID senderId) {
        return number == null ? null : tokens.token(tenant, field, senderId + "|" + number);
    }

    /** In ascending order, so that two transactions never wait for each other crosswise. */
    void lock(Set<Long> keys) {
        database.sql()
                .sql(
                        "select count(*) from (select pg_advisory_xact_lock(k) from (select k from unnest(?::bigint[]) k order by k offset 0) s offset 0) held")
                .params(new Object[] {keys.stream().sorted().toArray(Long[]::new)})
                .query(Long.class)
                .single();
    }

    UUID insert(Demographics demographics, Identifiers identifiers, String reason) {
        TenantId tenant = tenant();
        UUID id = UuidV7.next();
        database.sql()
                .sql("insert into patients (tenant_id, id, demographics, reason) values (?, ?, ?, ?)")
                .params(tenant.value(), id, sealed(tenant, id, demographics), reason)
                .update();
        insertIdentifiers(tenant, id, identifiers);
        insertTokens(tenant, id, demographics);
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
        insertTokens(tenant, id, demographics);
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
        byte[][] wanted = prefixTokens(tenant, query);
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
        byte[] name = nameToken(tenant(), patient.demographics());
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
        byte[][] wanted = prefixTokens(tenant(), query);
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

    /** For other modules' searches: a patient matches when all of these are among its {@code name_prefix} tokens. */
    byte[][] prefixTokens(TenantId tenant, String query) {
        return NormalForm.words(query).stream()
                .map(word -> word.substring(0, Math.min(word.length(), NormalForm.LONGEST_PREFIX)))
                .map(prefix -> tokens.token(tenant, "name_prefix", prefix))
                .toArray(byte[][]::new);
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
                opened(tenant, id, row),
                new Identifiers(
                        known.get("practice_number"),
                        known.get("insurance_number"),
                        known.get("social_security_number")),
                ClinicalRead.Confidentiality.of(row.getString("confidentiality")),
                row.getInt("version"),
                row.getTimestamp("updated_at").toInstant());
    }

    private void insertIdentifiers(TenantId tenant, UUID patient, Identifiers identifiers) {
        Map<String, @Nullable String> numbers = new LinkedHashMap<>();
        numbers.put("practice_number", identifiers.practiceNumber());
        numbers.put("insurance_number", identifiers.insuranceNumber());
        numbers.put("social_security_number", identifiers.socialSecurityNumber());
        List<UUID> ids = new ArrayList<>();
        List<String> systems = new ArrayList<>();
        List<byte[]> values = new ArrayList<>();
        List<byte[]> keyed = new ArrayList<>();
        numbers.forEach((system, value) -> {
            byte[] token = numberToken(tenant, system, value);
            if (value != null && token != null) {
                UUID id = UuidV7.next();
                ids.add(id);
                systems.add(system);
                values.add(seals.seal(tenant, new Place("patient_identifiers", "value", id), value)
                        .bytes());
                keyed.add(token);
            }
        });
        if (ids.isEmpty()) {
            return;
        }
        database.sql()
                .sql("""
                        insert into patient_identifiers (tenant_id, patient_id, id, system, value, token)
                        select ?, ?, w.* from unnest(?::uuid[], ?::text[], ?::bytea[], ?::bytea[]) as w
                        """)
                .params(
                        tenant.value(),
                        patient,
                        ids.toArray(UUID[]::new),
                        systems.toArray(String[]::new),
                        values.toArray(byte[][]::new),
                        keyed.toArray(byte[][]::new))
                .update();
    }

    private void insertTokens(TenantId tenant, UUID patient, Demographics demographics) {
        List<String> fields = new ArrayList<>();
        List<byte[]> keyed = new ArrayList<>();
        byte[] identity = identityToken(tenant, demographics);
        if (identity != null) {
            fields.add("identity");
            keyed.add(identity);
        }
        byte[] name = nameToken(tenant, demographics);
        if (name != null) {
            fields.add("name");
            keyed.add(name);
        }
        for (String prefix : NormalForm.prefixes(demographics.displayName())) {
            fields.add("name_prefix");
            keyed.add(tokens.token(tenant, "name_prefix", prefix));
        }
        if (fields.isEmpty()) {
            return;
        }
        database.sql()
                .sql("""
                        insert into patient_tokens (tenant_id, patient_id, field, token)
                        select ?, ?, w.* from unnest(?::text[], ?::bytea[]) as w
                        """)
                .params(tenant.value(), patient, fields.toArray(String[]::new), keyed.toArray(byte[][]::new))
                .update();
    }

    /** A date known in part names nobody: two namesakes of one year are two people. */
    private byte @Nullable [] identityToken(TenantId tenant, Demographics who) {
        BirthDate born = who.birthDate();
        if (who.familyName() == null
                || who.givenName() == null
                || born == null
                || born.date().isEmpty()) {
            return null;
        }
        String identity = NormalForm.of(who.familyName()) + "|" + NormalForm.of(who.givenName()) + "|" + born;
        return tokens.token(tenant, "identity", identity);
    }

    private byte @Nullable [] nameToken(TenantId tenant, Demographics who) {
        if (who.familyName() == null) {
            return null;
        }
        String given = who.givenName() == null ? "" : NormalForm.of(who.givenName());
        return tokens.token(tenant, "name", NormalForm.of(who.familyName()) + "|" + given);
    }

    private byte @Nullable [] numberToken(TenantId tenant, String system, @Nullable String number) {
        return number == null || number.isBlank() ? null : tokens.token(tenant, system, NormalForm.of(number));
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
