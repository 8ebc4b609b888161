package health.careloop.queue;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.DatabaseRole;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.stereotype.Component;

/**
 * Claims a batch, gives each tenant's share to the workers, and completes it. Jobs of one tenant share a transaction
 * and so a disk flush; when one of them throws, all roll back and each runs alone, so a poisoned job delays its
 * neighbours by one turn and harms none.
 */
@Component
class JobRunner {
    private static final Logger LOG = LoggerFactory.getLogger(JobRunner.class);

    private final JobStore store;
    private final TenantDatabase database;
    private final QueueSettings settings;
    private final RetryPolicy retry;
    private final Claims claims;
    private final Map<String, Worker> workers;

    JobRunner(
            JobStore store,
            TenantDatabase database,
            QueueSettings settings,
            RetryPolicy retry,
            Claims claims,
            List<Worker> workers) {
        this.store = store;
        this.database = database;
        this.settings = settings;
        this.retry = retry;
        this.claims = claims;
        this.workers = workers.stream().collect(Collectors.toMap(w -> w.kind().name(), Function.identity()));
    }

    /** The queues that have workers here. */
    List<String> queues() {
        return workers.values().stream()
                .map(w -> w.kind().queue())
                .distinct()
                .sorted()
                .toList();
    }

    /** @return how many jobs were claimed; fewer than a batch means the queue is empty for now */
    int runBatch(DatabaseAddress database, String queue) {
        UUID token = UUID.randomUUID();
        // No more than is surely done in time: a job that waits its turn under a lease looks abandoned.
        Map<TenantId, List<UUID>> claimed = store.claim(database, queue, claimed(queue), settings.lease(), token);
        if (!claimed.isEmpty()) {
            claims.taken(queue);
        }
        int count = 0;
        for (Map.Entry<TenantId, List<UUID>> share : claimed.entrySet()) {
            count += share.getValue().size();
            MDC.put("tenantId", share.getKey().toString());
            try {
                TenantScope.as(share.getKey(), DatabaseRole.WORKER, () -> {
                    runShare(queue, share.getValue(), token);
                    return null;
                });
            } catch (RuntimeException | Error e) {
                // What is still leased comes back when the lease ends.
                LOG.error("A batch of {} was abandoned", queue, e);
            } finally {
                MDC.remove("tenantId");
            }
        }
        return count;
    }

    private void runShare(String queue, List<UUID> ids, UUID token) {
        int together = together(queue);
        for (int from = 0; from < ids.size(); from += together) {
            List<UUID> group = ids.subList(from, Math.min(from + together, ids.size()));
            try {
                database.inTransaction(() -> runTogether(group, token));
            } catch (LeaseLostException e) {
                LOG.warn("Leases of {} were lost; whoever holds them now does the work", queue);
            } catch (RuntimeException | Error e) {
                // An error, too: a report nested too deep for the stack must not end the runner.
                if (group.size() == 1) {
                    afterFailure(group.getFirst(), token, e);
                } else {
                    group.forEach(id -> runAlone(id, token));
                }
            }
        }
    }

    private int claimed(String queue) {
        return workers.values().stream()
                .filter(w -> w.kind().queue().equals(queue))
                .mapToInt(Worker::claimedAtMost)
                .min()
                .orElse(1);
    }

    private int together(String queue) {
        return workers.values().stream()
                .filter(w -> w.kind().queue().equals(queue))
                .mapToInt(Worker::togetherAtMost)
                .min()
                .orElse(1);
    }

    private void runAlone(UUID id, UUID token) {
        try {
            database.inTransaction(() -> runTogether(List.of(id), token));
        } catch (LeaseLostException e) {
            LOG.warn("The lease of job {} was lost", id);
        } catch (RuntimeException | Error e) {
            afterFailure(id, token, e);
        }
    }

    private void runTogether(List<UUID> ids, UUID token) {
        List<Job> jobs = store.held(ids, token);
        Map<String, List<Job>> byKind = new LinkedHashMap<>();
        for (Job job : jobs) {
            if (job.attempt() > retry.maxAttempts()) {
                bury(job, exhausted("The work was begun " + retry.maxAttempts() + " times and never finished."));
            } else {
                byKind.computeIfAbsent(job.kind(), kind -> new ArrayList<>()).add(job);
            }
        }
        byKind.values().forEach(alike -> {
            List<Outcome> outcomes = worker(alike.getFirst()).workTogether(alike);
            for (int i = 0; i < alike.size(); i++) {
                settle(alike.get(i), outcomes.get(i));
            }
        });
        if (!jobs.isEmpty()) {
            store.release(jobs, token);
        }
    }

    /** Everything but the end of the lease, which all jobs of the transaction share. */
    private void settle(Job job, Outcome outcome) {
        switch (outcome) {
            case Outcome.Done() -> {}
            case Outcome.Snooze(Duration delay) -> store.again(job, job.attempt(), delay);
            case Outcome.RetryIn(Duration delay, String reason) -> {
                if (retry.exhaustedAfter(job.attempt())) {
                    bury(job, exhausted(reason));
                } else {
                    store.again(job, job.attempt() + 1, delay);
                }
            }
            case Outcome.Discard discard -> bury(job, discard);
        }
    }

    private void bury(Job job, Outcome.Discard discard) {
        job.caller().calls(() -> {
            store.bury(job, discard);
            try {
                worker(job).buried(job, discard);
            } catch (RuntimeException | Error e) {
                throw new BurialFailedException(discard, e);
            }
            return null;
        });
    }

    private void afterFailure(UUID id, UUID token, Throwable failure) {
        LOG.warn("Job {} failed: {}", id, failure.toString(), failure);
        Outcome.Discard last = failure instanceof BurialFailedException burial
                ? burial.discard()
                : exhausted("It failed for a technical reason " + retry.maxAttempts()
                        + " times; the log of this time has it.");
        try {
            database.inTransaction(() -> giveBack(id, token, job -> bury(job, last)));
        } catch (BurialFailedException e) {
            LOG.error("The worker of job {} cannot be told that it failed for good; it is buried without", id, e);
            buryWithoutItsWorker(id, token, e.discard());
        } catch (RuntimeException e) {
            LOG.error("Job {} could not be given back; its lease will end by itself", id, e);
        }
    }

    /** A worker that throws here would otherwise be asked again for ever, by whoever rescues the job. */
    private void buryWithoutItsWorker(UUID id, UUID token, Outcome.Discard discard) {
        try {
            database.inTransaction(() -> giveBack(id, token, job -> store.bury(job, discard)));
        } catch (RuntimeException e) {
            LOG.error("Job {} could not be buried; its lease will end by itself", id, e);
        }
    }

    private void giveBack(UUID id, UUID token, Consumer<Job> atTheEnd) {
        for (Job job : store.held(List.of(id), token)) {
            if (retry.exhaustedAfter(job.attempt())) {
                atTheEnd.accept(job);
            } else {
                store.again(job, job.attempt() + 1, retry.delayAfter(job.attempt()));
            }
            store.release(List.of(job), token);
        }
    }

    private static Outcome.Discard exhausted(String sentence) {
        return new Outcome.Discard("attempts-exhausted", sentence);
    }

    private Worker worker(Job job) {
        Worker worker = workers.get(job.kind());
        if (worker == null) {
            throw new IllegalStateException("No worker does " + job.kind());
        }
        return worker;
    }
}
