package health.careloop.patients;

import health.careloop.keys.Place;
import health.careloop.keys.Sealed;
import health.careloop.keys.Seals;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which records the reports of one transaction could be about. */
@Component
class CandidateStore {
    /** Which kind of evidence named a patient, and what is known of them. */
    record Candidate(Match.Reason reason, UUID patientId, Known known) {}

    /**
     * A practice gives its order numbers out again: one of half a year ago names nobody any more. The slowest cultures take
     * two months.
     *
     * <p>"offset 0": one look into an index for each that is asked for, however few rows a new table is taken to have.
     */
    private static final String CANDIDATES = """
            with asked as (
                select * from unnest(?::bytea[], ?::uuid[], ?::bytea[], ?::bytea[]) with ordinality
                    as a (order_token, sender_id, number_token, identity_token, place)
            ), named as (
                select a.place, 'ORDER_NUMBER' reason, o.patient_id, o.id order_id, o.order_number
                    from asked a cross join lateral (select o.id, o.order_number, o.patient_id from orders o
                        where o.order_token = a.order_token and o.sender_id = a.sender_id
                            and o.created_at > now() - interval '180 days' offset 0) o
                union all
                select a.place, 'PRACTICE_NUMBER', i.patient_id, null, null
                    from asked a cross join lateral (select distinct i.patient_id from patient_identifiers i
                        where i.system = 'practice_number' and i.token = a.number_token offset 0) i
                union all
                select a.place, 'IDENTITY', t.patient_id, null, null
                    from asked a cross join lateral (select t.patient_id from patient_tokens t
                        where t.field = 'identity' and t.token = a.identity_token offset 0) t
            ), records as (
                select distinct n.place, n.reason, n.order_id, n.order_number, p.id patient_id
                    from named n cross join lateral (select coalesce(p.merged_into, p.id) id from patients p
                        where p.id = n.patient_id and p.deleted_at is null offset 0) p
            )
            select r.place, r.reason, r.order_id, r.order_number, r.patient_id, p.demographics, p.version,
                i.id number_id, i.value number, (select encode(i.token, 'hex') from patient_identifiers i
                    where i.patient_id = r.patient_id and i.system = 'insurance_number' limit 1) insurance_token
            from records r
            cross join lateral (select p.demographics, p.version from patients p where p.id = r.patient_id offset 0) p
            left join lateral (select i.id, i.value from patient_identifiers i
                where i.patient_id = r.patient_id and i.system = 'practice_number' limit 1) i on true
            """;

    /** Four a report: a batch of ordinary messages stays below, a file of hundreds of reports does not. */
    private static final int MOST_KEYS = 400;

    private static final String LOCK_TENANT = """
            select count(*) from (select pg_advisory_xact_lock(hashtextextended(?, 21)) offset 0) held
            """;
    private static final String LOCK_KEYS = """
            with shared as materialized (
                select pg_advisory_xact_lock_shared(hashtextextended(?, 21)) held
            ), ordered as materialized (
                select k from (select count(*) first from shared) tenant
                    cross join lateral unnest(?::bigint[]) k where tenant.first = 1 order by k
            )
            select count(*) from (select pg_advisory_xact_lock(k) from ordered offset 0) held
            """;

    private final TenantDatabase database;
    private final PatientStore patients;
    private final Seals seals;

    CandidateStore(TenantDatabase database, PatientStore patients, Seals seals) {
        this.database = database;
        this.patients = patients;
        this.seals = seals;
    }

    /**
     * In ascending order, so that two transactions never wait for each other crosswise. The server holds a few thousand
     * locks for all tenants together: whoever needs many takes the tenant's one lock instead, which whoever takes single
     * keys shares. Once in a transaction: the tenant's lock comes first.
     */
    void lock(Collection<Long> keys) {
        boolean everything = keys.size() > MOST_KEYS;
        database.sql()
                .sql(everything ? LOCK_TENANT : LOCK_KEYS)
                .params(
                        everything
                                ? new Object[] {tenant()}
                                : new Object[] {tenant(), keys.stream().sorted().toArray(Long[]::new)})
                .query(Long.class)
                .single();
    }

    private static String tenant() {
        return TenantScope.current().tenant().toString();
    }

    /**
     * Everybody the order number, the practice's number or the identity of each points to, in the order they are asked
     * for; merged records resolved.
     */
    List<List<Candidate>> find(List<Sought> sought) {
        TenantId tenant = TenantScope.current().tenant();
        List<List<Candidate>> found = new ArrayList<>(sought.size());
        sought.forEach(one -> found.add(new ArrayList<>()));
        database.sql()
                .sql(CANDIDATES)
                .params(
                        sought.stream().map(Sought::orderToken).toArray(byte[][]::new),
                        sought.stream().map(Sought::senderId).toArray(UUID[]::new),
                        sought.stream().map(Sought::numberToken).toArray(byte[][]::new),
                        sought.stream().map(Sought::identityToken).toArray(byte[][]::new))
                .query(row -> {
                    int place = row.getInt("place") - 1;
                    if (isOf(sought.get(place).person().orderNumber(), tenant, row)) {
                        found.get(place).add(candidate(tenant, row));
                    }
                });
        return found;
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

    private Candidate candidate(TenantId tenant, ResultSet row) throws SQLException {
        UUID id = row.getObject("patient_id", UUID.class);
        byte[] number = row.getBytes("number");
        return new Candidate(
                Match.Reason.valueOf(row.getString("reason")),
                id,
                new Known(
                        row.getInt("version"),
                        patients.opened(tenant, id, row.getBytes("demographics")),
                        number == null
                                ? null
                                : seals.openText(
                                        tenant,
                                        new Place(
                                                "patient_identifiers", "value", row.getObject("number_id", UUID.class)),
                                        Sealed.of(number)),
                        row.getString("insurance_token")));
    }
}
