package health.careloop.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import health.careloop.TestServer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;

/** PostgreSQL ends a connection in the middle of a transaction. */
@ExtendWith(OutputCaptureExtension.class)
class LostConnectionTest {
    private static final String ERROR_OF_THE_ROLLBACK = "overridden by rollback";

    private final TestServer server = TestServer.shared();

    private final TenantDatabase database = server.bean(TenantDatabase.class);
    private final Tenant practice = server.createTenant();

    @Test
    void isToldToWhoAskedAndNotAsAnErrorOfTheRollbackAsWell(CapturedOutput output) {
        assertThatThrownBy(this::loseTheConnection).isInstanceOf(TransactionSystemException.class);

        assertThat(output.getAll()).doesNotContain(ERROR_OF_THE_ROLLBACK);
        assertThat(inTransaction(this::one))
                .as("the next one has another connection")
                .isEqualTo(1);
    }

    /** The control: whom the configuration silences would have said it, in these words. */
    @Test
    void wouldBeToldTwiceByATransactionThatMaySpeak(CapturedOutput output) {
        LoggingSystem logging = server.bean(LoggingSystem.class);
        String transactions = TransactionTemplate.class.getName();
        logging.setLogLevel(transactions, LogLevel.ERROR);
        try {
            assertThatThrownBy(this::loseTheConnection).isInstanceOf(TransactionSystemException.class);

            assertThat(output.getAll()).contains(ERROR_OF_THE_ROLLBACK);
        } finally {
            logging.setLogLevel(transactions, LogLevel.OFF);
        }
    }

    private void loseTheConnection() {
        inTransaction(() -> {
            int backend = database.sql()
                    .sql("select pg_backend_pid()")
                    .query(Integer.class)
                    .single();
            server.database()
                    .sql("select pg_terminate_backend(?, 5000)")
                    .param(backend)
                    .query(Boolean.class)
                    .single();
            return one();
        });
    }

    private int one() {
        return database.sql().sql("select 1").query(Integer.class).single();
    }

    private int inTransaction(Supplier<Integer> work) {
        return TenantScope.as(practice.id(), DatabaseRole.APP, () -> database.inTransaction(work::get));
    }
}
