package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;

import health.careloop.Lab;
import health.careloop.TestServer;
import health.careloop.ldt.clinical.LdtReport;
import health.careloop.ldt.clinical.ObservationStatus;
import health.careloop.ldt.write.ResultBuilder;
import health.careloop.queue.Job;
import health.careloop.queue.Outcome;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.Tenant;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantScope;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages are filed by several workers, in whatever order: what stands afterwards is what was said last. */
class FilingOrderTest {
    private static TestServer server;

    private Tenant practice;
    private Lab lab;

    @BeforeAll
    static void start() {
        server = TestServer.with("careloop.queue.paused=ldt-processing");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() {
        practice = server.createTenant();
        lab = server.lab(practice);
    }

    private UUID posts(String order, UnaryOperator<ResultBuilder> value) {
        LdtReport report = SampleReports.report("L" + order)
                .order("P" + order)
                .patient("Reihe", "Rita" + order, LocalDate.of(1950, 1, 1), "W")
                .result("K", "Kalium", value)
                .build();
        return lab.posts(SampleReports.written(List.of(report)));
    }

    private static UnaryOperator<ResultBuilder> value(String raw) {
        return result -> result.value(raw, "mmol/l");
    }

    private static UnaryOperator<ResultBuilder> corrected(String raw) {
        return result -> result.value(raw, "mmol/l").status(ObservationStatus.CORRECTED);
    }

    private void files(UUID message) {
        ProcessLdt worker = server.bean(ProcessLdt.class);
        Job job = new Job(
                practice.id(),
                UUID.randomUUID(),
                worker.kind().queue(),
                worker.kind().name(),
                worker.kind().priority(),
                message,
                1,
                null,
                Instant.EPOCH);
        Outcome outcome = TenantScope.as(
                practice.id(),
                DatabaseRole.WORKER,
                () -> server.bean(TenantDatabase.class).inTransaction(() -> worker.work(job)));
        assertThat(outcome).isEqualTo(Outcome.DONE);
    }

    /** Message and correction mark of what stands. */
    private List<String> standing() {
        return server.database()
                .sql("select message_id || ' ' || is_corrected from pooled.results where tenant_id = ? and is_latest")
                .param(practice.id().value())
                .query(String.class)
                .list();
    }

    @Test
    void theCorrectionStandsThoughItWasFiledBeforeWhatItCorrects() {
        UUID first = posts("1", value("7.1"));
        UUID second = posts("1", corrected("4.2"));
        files(second);
        files(first);

        assertThat(standing()).containsExactly(second + " true");
    }

    @Test
    void whatReplacesAFinalReportIsCalledCorrectedInEitherOrder() {
        UUID first = posts("1", value("7.1"));
        UUID second = posts("1", value("4.2"));
        files(second);
        files(first);

        assertThat(standing()).containsExactly(second + " true");
    }

    @Test
    void threeMessagesOfOneReportComeToTheSameEndInEveryOrder() {
        for (List<Integer> order : List.of(
                List.of(0, 1, 2),
                List.of(0, 2, 1),
                List.of(1, 0, 2),
                List.of(1, 2, 0),
                List.of(2, 0, 1),
                List.of(2, 1, 0))) {
            open();
            List<UUID> posted =
                    List.of(posts("1", value("7.1")), posts("1", corrected("4.2")), posts("1", value("7.1")));
            order.forEach(place -> files(posted.get(place)));
            assertThat(standing())
                    .as("the old one again, in the order " + order)
                    .containsExactly(posted.get(1) + " true");
        }
    }

    @Test
    void aHundredOrdersEndWithTheirCorrectionsThoughTwoWorkersFileThemInAnyOrder() throws Exception {
        List<UUID> all = new ArrayList<>();
        List<String> corrections = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(posts("n" + i, value("7.1")));
            UUID correction = posts("n" + i, corrected("4.2"));
            all.add(correction);
            corrections.add(correction + " true");
        }
        Collections.shuffle(all, new Random(7));
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            List<Future<?>> filed = new ArrayList<>();
            all.forEach(message -> filed.add(workers.submit(() -> files(message))));
            for (Future<?> one : filed) {
                one.get();
            }
        }
        assertThat(standing()).containsExactlyInAnyOrderElementsOf(corrections);
    }
}
