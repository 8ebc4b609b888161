package health.careloop.intake;

import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.queue.Worker;
import health.careloop.queue.WorkerContract;
import health.careloop.results.RenderReport;
import health.careloop.tenancy.Tenant;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The workers of a message's way bear being run again. */
class IntakeWorkersTest {
    private static final TestServer TEST_SERVER = TestServer.shared();

    private static UUID filedMessage(Tenant tenant) {
        return TEST_SERVER.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
    }

    private static String count(JdbcClient database, String table, String of, Object id) {
        return table + " "
                + database.sql("select count(*) from " + table + " where " + of + " = ?")
                        .param(id)
                        .query(Integer.class)
                        .single();
    }

    @Nested
    class ProcessingAMessage extends WorkerContract {
        @Override
        protected Worker worker() {
            return SERVER.bean(ProcessLdt.class);
        }

        @Override
        protected UUID subject(Tenant tenant) {
            return filedMessage(tenant);
        }

        @Override
        protected String traces(Tenant tenant, UUID subject) {
            UUID id = tenant.id().value();
            return count(SERVER.database(), "pooled.results", "tenant_id", id)
                    + count(SERVER.database(), "pooled.patients", "tenant_id", id)
                    + count(SERVER.database(), "pooled.observations", "tenant_id", id)
                    + count(SERVER.database(), "loop.quarantine", "tenant_id", id);
        }
    }

    @Nested
    class StoringAMessage extends WorkerContract {
        @Override
        protected Worker worker() {
            return SERVER.bean(StoreMessage.class);
        }

        @Override
        protected UUID subject(Tenant tenant) {
            return filedMessage(tenant);
        }

        @Override
        protected String traces(Tenant tenant, UUID subject) {
            return SERVER.database()
                    .sql("select object_key || ' ' || (content is null) from loop.messages where id = ?")
                    .param(subject)
                    .query(String.class)
                    .single();
        }
    }

    @Nested
    class RenderingAReport extends WorkerContract {
        @Override
        protected Worker worker() {
            return SERVER.bean(RenderReport.class);
        }

        @Override
        protected UUID subject(Tenant tenant) {
            return SERVER.database()
                    .sql("select id from pooled.results where message_id = ? order by id limit 1")
                    .param(filedMessage(tenant))
                    .query(UUID.class)
                    .single();
        }

        @Override
        protected String traces(Tenant tenant, UUID subject) {
            return SERVER.database()
                    .sql("select pdf_key from pooled.results where id = ?")
                    .param(subject)
                    .query(String.class)
                    .single();
        }
    }
}
