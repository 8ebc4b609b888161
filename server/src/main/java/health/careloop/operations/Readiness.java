package health.careloop.operations;

import health.careloop.queue.Queues;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.DataFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What this node needs before it may be sent requests; each by its name, so that whoever is woken knows what is missing. */
@Configuration(proxyBeanMethods = false)
class Readiness {
    /** A database that is not there keeps a caller waiting; whoever asks about it must not wait as well. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    @Bean
    HealthIndicator databaseHealthIndicator(ControlDatabase control) {
        return () -> within(() -> {
            control.sql().sql("select 1").query(Integer.class).single();
            return Health.up().build();
        });
    }

    @Bean
    HealthIndicator objectsHealthIndicator(DataFolder home) {
        return () -> {
            Path folder = home.path().resolve("objects");
            Path place = Files.exists(folder) ? folder : home.path();
            return Files.isWritable(place)
                    ? Health.up()
                            .withDetail("freeBytes", place.toFile().getUsableSpace())
                            .build()
                    : Health.down()
                            .withDetail("missing", "the object store's folder cannot be written")
                            .build();
        };
    }

    @Bean
    HealthIndicator queueHealthIndicator(Queues queues, OperationsSettings settings) {
        return () -> within(() -> {
            Health.Builder health = Health.up();
            for (Map.Entry<String, Queues.Load> queue : queues.loads().entrySet()) {
                Duration waiting = queue.getValue().waiting();
                health.withDetail(
                        queue.getKey(), Map.of("size", queue.getValue().size(), "waitingSeconds", waiting.toSeconds()));
                if (queues.isLeftAlone(queue.getKey(), queue.getValue(), settings.queueAge())) {
                    health.down().withDetail("missing", "nobody takes the jobs of " + queue.getKey());
                }
            }
            return health.build();
        });
    }

    private static Health within(Callable<Health> look) {
        FutureTask<Health> task = new FutureTask<>(look);
        Thread.ofVirtual().name("health").start(task);
        try {
            return task.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            task.cancel(true);
            return Health.down()
                    .withDetail("missing", "no answer within " + PATIENCE.toSeconds() + " s")
                    .build();
        } catch (ExecutionException e) {
            // Its words name hosts and accounts.
            return Health.down()
                    .withDetail("missing", "the database is not reachable")
                    .build();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Health.unknown().build();
        }
    }
}
