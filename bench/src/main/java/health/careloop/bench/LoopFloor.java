package health.careloop.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;

/** Raw bytes, patient, report and twenty observations of one message: 23 rows. */
final class LoopFloor extends Floor {
    private static final String[] CODES = column("C");
    private static final String[] NAMES = column("Analyte ");
    private static final String[] UNITS = column("unit ");
    private static final Double[] VALUES = numbers(100);
    private static final Double[] LOWS = numbers(90);
    private static final Double[] HIGHS = numbers(120);

    LoopFloor(FloorDatabase database, Laboratory laboratory) throws SQLException {
        super(database, laboratory);
    }

    @Override
    String schema() {
        return """
                create table raw (
                    id uuid primary key, received_at timestamptz not null default now(), content bytea not null);
                alter table raw alter column content set storage external;
                create table patients (
                    id uuid primary key, family_name text not null, given_name text not null, born date not null,
                    updated_at timestamptz not null default now());
                create table reports (
                    id uuid primary key, message_id uuid not null, patient_id uuid not null, status text not null,
                    order_number text not null, filed_at timestamptz not null default now());
                create table observations (
                    report_id uuid not null, position smallint not null, code text not null, name text not null,
                    value double precision, unit text, range_low double precision, range_high double precision,
                    observed_at timestamptz not null, primary key (report_id, position));
                """;
    }

    @Override
    String statements() {
        return """
                insert into raw (id, content) values (?, ?);
                insert into patients (id, family_name, given_name, born) values (?, ?, ?, date '1958-03-17')
                    on conflict (id) do update set updated_at = now();
                insert into reports (id, message_id, patient_id, status, order_number) values (?, ?, ?, 'final', ?);
                insert into observations
                    (report_id, position, code, name, value, unit, range_low, range_high, observed_at)
                    select ?, row_number() over (), o.*, now()
                    from unnest(?::text[], ?::text[], ?::float8[], ?::text[], ?::float8[], ?::float8[]) as o
                """;
    }

    @Override
    void bind(PreparedStatement statement, long number, byte[] report) throws SQLException {
        Connection connection = statement.getConnection();
        UUID message = TimeOrdered.uuid(number, 1);
        UUID patient = TimeOrdered.uuid(number % Laboratory.PATIENTS, 2);
        UUID filed = TimeOrdered.uuid(number, 3);
        statement.setObject(1, message);
        statement.setBytes(2, report);
        statement.setObject(3, patient);
        statement.setString(4, "Müller");
        statement.setString(5, "Anna");
        statement.setObject(6, filed);
        statement.setObject(7, message);
        statement.setObject(8, patient);
        statement.setString(9, "order " + number);
        statement.setObject(10, filed);
        statement.setArray(11, connection.createArrayOf("text", CODES));
        statement.setArray(12, connection.createArrayOf("text", NAMES));
        statement.setArray(13, connection.createArrayOf("float8", VALUES));
        statement.setArray(14, connection.createArrayOf("text", UNITS));
        statement.setArray(15, connection.createArrayOf("float8", LOWS));
        statement.setArray(16, connection.createArrayOf("float8", HIGHS));
    }

    private static String[] column(String prefix) {
        String[] column = new String[Laboratory.OBSERVATIONS];
        Arrays.setAll(column, i -> prefix + i);
        return column;
    }

    private static Double[] numbers(double from) {
        Double[] numbers = new Double[Laboratory.OBSERVATIONS];
        Arrays.setAll(numbers, i -> from + i);
        return numbers;
    }
}
