package health.careloop;

import health.careloop.postgres.DatabaseStartup;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

/** The application and its database, from the first moment of their start. */
final class Running implements AutoCloseable {
    private final DatabaseStartup database;
    private volatile @Nullable ConfigurableApplicationContext context;

    Running(DatabaseStartup database) {
        this.database = database;
    }

    DatabaseStartup database() {
        return database;
    }

    void starts(ConfigurableApplicationContext starting) {
        context = starting;
    }

    /** The application first, then its database, which outlives its last user. */
    @Override
    public void close() {
        database.giveUp(); // an application that still starts waits for it
        ConfigurableApplicationContext application = context;
        if (application != null) {
            application.close();
        }
        database.close();
    }
}
