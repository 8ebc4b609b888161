package health.careloop.tenancy;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes the coming months of tables that are cut by month, in every database, and drops those that are over and empty. */
@Component
class Months {
    private static final Logger LOG = LoggerFactory.getLogger(Months.class);

    private final WorkDatabase work;

    Months(WorkDatabase work) {
        this.work = work;
    }

    void turn() {
        List<DatabaseAddress> databases = new ArrayList<>(work.shared());
        databases.addAll(work.own());
        for (DatabaseAddress database : databases) {
            try {
                turn(database);
            } catch (RuntimeException e) {
                // Down, or busy for half a second: three months are made ahead, so tomorrow is early enough.
                LOG.warn("The months of {} were not turned", database, e);
            }
        }
    }

    private void turn(DatabaseAddress database) {
        work.sql(database).sql("select made, dropped from app.turn_months()").query(row -> {
            if (row.getInt("made") > 0 || row.getInt("dropped") > 0) {
                LOG.info("{}: {} months made, {} dropped", database, row.getInt("made"), row.getInt("dropped"));
            }
        });
    }
}
