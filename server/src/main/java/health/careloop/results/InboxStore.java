package health.careloop.results;

import health.careloop.patients.Patients;
import health.careloop.tenancy.TenantDatabase;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What lists of results read: the inbox, a patient's page, a message's results. */
@Component
class InboxStore {
    private final TenantDatabase database;
    private final ResultRows rows;
    private final Patients patients;

    InboxStore(TenantDatabase database, ResultRows rows, Patients patients) {
        this.database = database;
        this.rows = rows;
        this.patients = patients;
    }

    /**
     * Unread ones by danger, then the read ones by date: what was dealt with does not stay on top for ever.
     * The id comes last: all reports of a message arrive at one time, and pages need one order.
     */
    List<ResultRow> inbox(InboxFilter filter, String query, UUID reader, long offset, int limit) {
        return database.sql()
                .sql("select * from (" + ResultRows.SELECT + """
                        where r.is_latest and (? = '' or o.order_token = ? or o.lab_order_token = ? or (
                            cardinality(?::bytea[]) > 0 and not exists (
                                select 1 from unnest(?::bytea[]) w (token) where not exists (
                                    select 1 from patient_tokens t where t.patient_id = r.patient_id
                                        and t.field = 'name_prefix' and t.token = w.token))))
                        ) i where (? = 'ALL' or (? = 'UNREAD' and i.unread) or (? = 'CRITICAL' and i.danger = 2))
                        order by case when i.unread then i.danger else -1 end desc, i.received_at desc, i.id desc
                        offset ? limit ?
                        """)
                .params(searchParameters(filter, query, reader, offset, limit))
                .query(rows::read)
                .list();
    }

    InboxView.Counts counts(String query, UUID reader) {
        byte[][] words = patients.searchTokens(query);
        byte[] order = patients.orderToken(query);
        return database.sql()
                .sql("""
                        select count(*) total, count(*) filter (where unread) unread, count(*) filter (where danger = 2) critical
                        from (select r.danger, not exists (select 1 from result_readers rr
                                where rr.result_id = r.id and rr.person_id = ? and rr.read_at is not null) unread
                              from results r join orders o on o.id = r.order_id
                              where r.is_latest and (? = '' or o.order_token = ? or o.lab_order_token = ? or (
                                  cardinality(?::bytea[]) > 0 and not exists (
                                      select 1 from unnest(?::bytea[]) w (token) where not exists (
                                          select 1 from patient_tokens t where t.patient_id = r.patient_id
                                              and t.field = 'name_prefix' and t.token = w.token))))) i
                        """)
                .params(reader, query, order, order, words, words)
                .query((row, number) ->
                        new InboxView.Counts(row.getInt("total"), row.getInt("unread"), row.getInt("critical")))
                .single();
    }

    /** The most of a newcomer's question: how many are unread. */
    int unread(UUID reader) {
        return database.sql().sql("""
                        select count(*) from results r where r.is_latest and not exists (
                            select 1 from result_readers rr
                            where rr.result_id = r.id and rr.person_id = ? and rr.read_at is not null)
                        """).param(reader).query(Integer.class).single();
    }

    /** By the day of the report, else of its arrival; on one day by time. */
    List<ResultRow> ofPatient(UUID patientId, UUID reader, long offset, int limit) {
        return database.sql()
                .sql(ResultRows.SELECT + """
                        where r.patient_id = ? and r.is_latest
                        order by coalesce(r.reported_on, (r.received_at at time zone ?)::date) desc,
                            coalesce(r.reported_at, r.received_at) desc, r.id desc
                        offset ? limit ?
                        """)
                .params(reader, patientId, Moments.ZONE.getId(), offset, limit)
                .query(rows::read)
                .list();
    }

    int countOfPatient(UUID patientId) {
        return database.sql()
                .sql("select count(*) from results where patient_id = ? and is_latest")
                .param(patientId)
                .query(Integer.class)
                .single();
    }

    List<ResultRow> ofMessage(UUID messageId, UUID reader) {
        return database.sql()
                .sql(ResultRows.SELECT + " where r.message_id = ? order by r.first_line")
                .params(reader, messageId)
                .query(rows::read)
                .list();
    }

    List<ResultRow> ofIds(Collection<UUID> resultIds, UUID reader) {
        return database.sql()
                .sql(ResultRows.SELECT + " where r.id = any (?) order by r.id")
                .params(reader, resultIds.toArray(UUID[]::new))
                .query(rows::read)
                .list();
    }

    private Object[] searchParameters(InboxFilter filter, String query, UUID reader, long offset, int limit) {
        byte[][] words = patients.searchTokens(query);
        byte[] order = patients.orderToken(query);
        return new Object[] {
            reader, query, order, order, words, words, filter.name(), filter.name(), filter.name(), offset, limit
        };
    }
}
