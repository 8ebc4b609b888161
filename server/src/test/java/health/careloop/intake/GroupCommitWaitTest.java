package health.careloop.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import health.careloop.Lab;
import health.careloop.tenancy.Tenant;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;

/** Who waits for a batch that does not end: told at once, or in time, and never stored behind its back. */
class GroupCommitWaitTest extends ManyAtTheDoor {
    /** A lock on one tenant holds its batch; what comes meanwhile gathers until the queue is full. */
    @Test
    void whoFindsTheQueueFullIsToldAtOnceAndEverybodyInItIsStored() throws Exception {
        Tenant locked = server.createTenant();
        Tenant tenant = server.createTenant();
        PendingAcceptance first = pending(server.lab(locked), locked, "msg_first", BYTES);
        Lab lab = server.lab(tenant);
        List<PendingAcceptance> rest = IntStream.range(0, Committer.MOST_WAITING)
                .mapToObj(i -> pending(lab, tenant, "msg_" + i, BYTES))
                .toList();
        PendingAcceptance oneTooMany = pending(lab, tenant, "msg_one_too_many", BYTES);
        GroupCommit groupCommit = groupCommit(PATIENT);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> stored = new ArrayList<>();
            try (Connection lock = lockedOut(locked)) {
                stored.add(threads.submit(() -> groupCommit.commit(first)));
                awaitSomebodyAtTheLock();
                rest.forEach(pending -> stored.add(threads.submit(() -> groupCommit.commit(pending))));
                await().until(() -> groupCommit.waiting() == Committer.MOST_WAITING);

                assertThatThrownBy(() -> groupCommit.commit(oneTooMany))
                        .isInstanceOf(DataAccessException.class)
                        .hasMessage("Too many messages wait to be stored");
                lock.rollback();
            }
            for (Future<Boolean> commit : stored) {
                assertThat(commit.get()).isTrue();
            }
            assertThat(messages(locked)).isEqualTo(1);
            assertThat(messages(tenant)).isEqualTo(Committer.MOST_WAITING);
            assertThat(groupCommit.commit(oneTooMany)).as("it comes again").isTrue();
        } finally {
            groupCommit.stop();
        }
    }

    @Test
    void whoWaitedTooLongIsToldSoAndItsMessageIsNotStoredBehindItsBack() throws Exception {
        Tenant locked = server.createTenant();
        Tenant tenant = server.createTenant();
        PendingAcceptance first = pending(server.lab(locked), locked, "msg_1", BYTES);
        PendingAcceptance impatient = pending(server.lab(tenant), tenant, "msg_1", BYTES);
        GroupCommit groupCommit = groupCommit(Duration.ofMillis(200));
        try (Connection lock = lockedOut(locked);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> held = threads.submit(() -> groupCommit.commit(first));
            awaitSomebodyAtTheLock();

            assertThatThrownBy(() -> groupCommit.commit(impatient))
                    .isInstanceOf(DataAccessException.class)
                    .hasMessageContaining("in time");
            assertThatThrownBy(held::get).hasStackTraceContaining("in time");
            lock.rollback();
        } finally {
            groupCommit.stop();
        }

        assertThat(messages(tenant)).as("nobody was told that it is there").isZero();
        // The locked one was on its way already: in doubt, and found again by its id when it is repeated.
        assertThat(server.bean(GroupCommit.class).commit(first)).isFalse();
        assertThat(messages(locked)).isEqualTo(1);
        assertThat(server.bean(GroupCommit.class).commit(impatient)).isTrue();
    }
}
