package health.careloop.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The cheapest program that makes the same bytes equally durable: one connection per thread, everything about a message
 * in one prepared text of several statements. The driver sends them as one pipeline with one Sync, which makes them one
 * transaction and one round trip.
 */
abstract class Floor {
    private final FloorDatabase database;
    private final Laboratory laboratory;
    private final AtomicLong numbers = new AtomicLong();

    Floor(FloorDatabase database, Laboratory laboratory) throws SQLException {
        this.database = database;
        this.laboratory = laboratory;
        database.execute(schema());
    }

    abstract String schema();

    abstract String statements();

    abstract void bind(PreparedStatement statement, long number, byte[] report) throws SQLException;

    Round run(int threads, Duration length) {
        return Crew.work(threads, length, number -> new Writer(database.connect()));
    }

    private final class Writer implements Crew.Member {
        private final Connection connection;
        private final PreparedStatement statement;
        private final byte[] report = new byte[Laboratory.SIZE];

        Writer(Connection connection) throws SQLException {
            this.connection = connection;
            this.statement = connection.prepareStatement(statements());
        }

        @Override
        public void act() throws SQLException {
            long number = numbers.incrementAndGet();
            laboratory.write(number, report, 0);
            bind(statement, number, report);
            statement.execute();
        }

        @Override
        public void close() throws SQLException {
            connection.close();
        }
    }
}
