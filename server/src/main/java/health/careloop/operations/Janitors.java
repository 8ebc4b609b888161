package health.careloop.operations;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import health.careloop.tenancy.ControlDatabase;
import health.careloop.tenancy.Databases;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Runs the recurring chores of the control plane, each on one node at a time. A module adds its own as a bean of {@link
 * RecurringTask}; work of a tenant belongs into the queue instead.
 */
@Component
class Janitors implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(Janitors.class);

    private final Databases databases;
    private final ControlDatabase control;
    private final List<RecurringTask<?>> tasks;
    private final OperationsSettings settings;
    private @Nullable Scheduler scheduler;
    private boolean wanted;

    Janitors(
            Databases databases,
            ControlDatabase control,
            ObjectProvider<RecurringTask<?>> tasks,
            OperationsSettings settings) {
        this.databases = databases;
        this.control = control;
        this.tasks = tasks.orderedStream().toList();
        this.settings = settings;
    }

    @Override
    public synchronized void start() {
        wanted = settings.janitors();
        if (wanted) {
            Thread.ofVirtual().name("janitors").start(this::startWithTheDatabase);
        }
    }

    private void startWithTheDatabase() {
        try {
            databases.await();
        } catch (RuntimeException e) {
            // Without its database the server does not start, and says so.
            return;
        }
        try {
            synchronized (this) {
                if (wanted) {
                    scheduler = build();
                    scheduler.start();
                }
            }
        } catch (RuntimeException e) {
            LOG.error("The janitors do not run: nothing is pruned until the next start", e);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private Scheduler build() {
        return Scheduler.create(control.source())
                .startTasks((List) tasks)
                .tableName("control.scheduled_tasks")
                .executorService(Executors.newVirtualThreadPerTaskExecutor())
                .threads(2)
                .pollingInterval(Duration.ofSeconds(10))
                .shutdownMaxWait(Duration.ofSeconds(10))
                .failureLogging(LogLevel.WARN, false)
                .build();
    }

    @Override
    public synchronized void stop() {
        wanted = false;
        if (scheduler != null) {
            scheduler.stop();
            scheduler = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return wanted;
    }
}
