package health.careloop.intake;

import health.careloop.Samples;
import health.careloop.TestServer;
import health.careloop.results.Danger;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantIsolationContract;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;

class MessageIsolationTest {
    private static final TestServer TEST_SERVER = TestServer.shared();

    @Nested
    class FiledMessages extends TenantIsolationContract {
        private final Messages messages = SERVER.bean(Messages.class);
        private final MessageReads reads = SERVER.bean(MessageReads.class);
        private final MessageStore store = SERVER.bean(MessageStore.class);

        @Override
        protected String table() {
            return "loop.messages";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            return TEST_SERVER.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of(
                    "find",
                    reads::find,
                    "wire",
                    id -> messages.wire(true, id, Locale.ENGLISH),
                    "original",
                    id -> store.find(id).map(kept -> kept.sha256().length));
        }
    }

    @Nested
    class Trails extends TenantIsolationContract {
        private final MessageReads reads = SERVER.bean(MessageReads.class);
        private final MessageStore store = SERVER.bean(MessageStore.class);

        @Override
        protected String table() {
            return "loop.message_steps";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            return TEST_SERVER.lab(tenant).sends(Samples.read("Z01L2SYN_iso-8859-15.LDT"));
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of(
                    "steps",
                    id -> reads.steps(id).stream()
                            .map(MessageReads.StepRow::step)
                            .toList());
        }
    }

    @Nested
    class MessagesAtWork extends TenantIsolationContract {
        private final MessageStore store = SERVER.bean(MessageStore.class);

        @Override
        protected DatabaseRole role() {
            return DatabaseRole.WORKER;
        }

        @Override
        protected String table() {
            return "loop.messages";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            return TEST_SERVER.lab(tenant).sends("no LDT at all".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of("find", id -> store.find(id).map(MessageStore.Kept::state));
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> changes() {
            return Map.of(
                    "settle",
                            id -> {
                                store.settle(id, "filed");
                                return "settled";
                            },
                    "archive",
                            id -> {
                                store.archive(id, "elsewhere");
                                return "archived";
                            },
                    "quarantine",
                            id -> {
                                store.quarantine(id, 1, "patient-unknown", Danger.CRITICAL, "A-1", List.of());
                                return "held";
                            });
        }
    }

    @Nested
    class DeadLetters extends TenantIsolationContract {
        @Override
        protected String table() {
            return "loop.dead_letters";
        }

        @Override
        protected UUID plant(Tenant tenant) {
            return TEST_SERVER.lab(tenant).sends("no LDT at all".getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        protected Map<String, Function<UUID, @Nullable Object>> looks() {
            return Map.of(
                    "by message",
                    id -> SERVER.bean(health.careloop.tenancy.TenantDatabase.class)
                            .sql()
                            .sql("select reason from loop.dead_letters where subject = ?")
                            .param(id)
                            .query(String.class)
                            .list());
        }
    }
}
