package health.careloop.intake;

import health.careloop.tenancy.DatabaseAddress;
import health.careloop.tenancy.Placements;
import health.careloop.tenancy.TenantDatabase;
import health.careloop.tenancy.TenantId;
import health.careloop.tenancy.TenantScope;
import health.careloop.tenancy.UnknownTenantException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * When tenants last received a message, for whoever runs the installation: the moment and nothing else. Asked in each
 * tenant's own scope, database beside database, for as many tenants as one page shows.
 */
@Component
public final class LastMessages {
    /** What is known of one tenant. */
    public sealed interface Last {
        record At(Instant moment) implements Last {}

        /** None that is still kept. */
        record Never() implements Last {}

        /** Its database did not answer in time. */
        record Unknown() implements Last {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(LastMessages.class);

    /** As long as a page waits for it; what comes later is not shown. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    /** A database that does not answer is not asked again by everybody who loads the page anew. */
    private final Set<DatabaseAddress> asked = ConcurrentHashMap.newKeySet();

    private final Placements placements;
    private final TenantDatabase database;

    LastMessages(Placements placements, TenantDatabase database) {
        this.placements = placements;
        this.database = database;
    }

    /** Of each of these that has a place. */
    public Map<TenantId, Last> of(Collection<TenantId> tenants) {
        Map<DatabaseAddress, List<TenantId>> places = new HashMap<>();
        Map<TenantId, Last> known = new ConcurrentHashMap<>();
        for (TenantId tenant : tenants) {
            try {
                places.computeIfAbsent(placements.get(tenant).database(), address -> new ArrayList<>())
                        .add(tenant);
                known.put(tenant, new Last.Unknown());
            } catch (UnknownTenantException e) {
                LOG.debug("{} has no place", tenant);
            }
        }
        List<CompletableFuture<Void>> answers = new ArrayList<>();
        places.forEach((address, there) -> {
            if (asked.add(address)) {
                answers.add(ask(address, there, known));
            }
        });
        await(answers);
        return Map.copyOf(known);
    }

    private CompletableFuture<Void> ask(DatabaseAddress address, List<TenantId> tenants, Map<TenantId, Last> known) {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        Thread.ofVirtual().name("last-messages").start(() -> {
            try {
                for (TenantId tenant : tenants) {
                    known.put(tenant, newest(tenant));
                }
            } catch (RuntimeException e) {
                LOG.warn("{} was not asked for last messages: {}", address, e.toString());
            } finally {
                asked.remove(address);
                answered.complete(null);
            }
        });
        return answered;
    }

    private Last newest(TenantId tenant) {
        Optional<Timestamp> newest = TenantScope.as(
                tenant,
                () -> database.sql()
                        .sql("select received_at from loop.messages order by received_at desc limit 1")
                        .query(Timestamp.class)
                        .optional());
        return newest.<Last>map(at -> new Last.At(at.toInstant())).orElseGet(Last.Never::new);
    }

    private static void await(List<CompletableFuture<Void>> answers) {
        try {
            CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                    .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("Some databases did not answer in time");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
