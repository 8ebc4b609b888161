package health.careloop.results;

import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantIsolationContract;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

class ReportIsolationTest {
    private static final TestServer TEST_SERVER = TestServer.shared();
    private static final UUID READER = UUID.randomUUID();

    private static UUID filed(Tenant tenant) {
        UUID message = TEST_SERVER.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        return TEST_SERVER
                .database()
                .sql("select id from pooled.results where message_id = ? order by observation_count desc limit 1")
                .param(message)
                .query(UUID.class)
                .single();
    }

    @Nested
    class Results extends TenantIsolationContract {
        private final ReportStore reads = SERVER.bean(ReportStore.class);
        private final Reports reports = SERVER.bean(Reports.class);

        @Override
        protected String table() {
            return "pooled.results";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            return filed(tenant);
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of(
                    "find",
                    id -> reads.find(id, READER),
                    "notes",
                    reads::notes,
                    "rendering",
                    reports::forRendering,
                    "document",
                    id -> switch (SERVER.bean(ReportDocuments.class).render(id)) {
                        case ReportDocuments.Document.Rendered(byte[] bytes) -> Optional.of(bytes.length);
                        case ReportDocuments.Document.TooLong() -> Optional.of("too long");
                        case ReportDocuments.Document.NoRoom() -> Optional.of("no room");
                        case ReportDocuments.Document.NoSuchResult() -> Optional.empty();
                    });
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> changes() {
            return Map.of("rendered", id -> {
                reads.rendered(id, "elsewhere");
                return "rendered";
            });
        }
    }

    @Nested
    class Values extends TenantIsolationContract {
        private final ReportStore reads = SERVER.bean(ReportStore.class);

        @Override
        protected String table() {
            return "pooled.observations";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            return filed(tenant);
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of(
                    "observations", id -> reads.observations(id, UUID.randomUUID()), "specimens", reads::specimens);
        }
    }

    @Nested
    class Readers extends TenantIsolationContract {
        private final ReportStore reads = SERVER.bean(ReportStore.class);

        @Override
        protected String table() {
            return "pooled.result_readers";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            UUID result = filed(tenant);
            health.careloop.tenancy.TenantScope.as(tenant.id(), DatabaseRole.APP, () -> {
                reads.seen(result, READER, true);
                return null;
            });
            return result;
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of(
                    "read",
                    id -> SERVER.bean(health.careloop.tenancy.TenantDatabase.class)
                            .sql()
                            .sql("select count(*) from result_readers where result_id = ?")
                            .param(id)
                            .query(Integer.class)
                            .single());
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> changes() {
            return Map.of(
                    "seen",
                            id -> {
                                reads.seen(id, READER, true);
                                return "seen";
                            },
                    "unread",
                            id -> {
                                reads.unread(id, READER);
                                return "unread";
                            });
        }
    }
}
