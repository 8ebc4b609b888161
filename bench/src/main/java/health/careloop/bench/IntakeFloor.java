package health.careloop.bench;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;

/** Raw bytes, job, replay and audit row of one message. */
final class IntakeFloor extends Floor {

    IntakeFloor(FloorDatabase database, Laboratory laboratory) throws SQLException {
        super(database, laboratory);
    }

    @Override
    String schema() {
        return """
                create table replays (webhook_id text primary key, message_id uuid not null);
                create table messages (
                    id uuid primary key, received_at timestamptz not null default now(), content bytea not null);
                alter table messages alter column content set storage external;
                create table jobs (
                    id uuid primary key, queue text not null, run_at timestamptz not null default now(),
                    subject uuid not null);
                create index jobs_next on jobs (queue, run_at);
                create table audit (
                    id uuid primary key, at timestamptz not null default now(), action text not null,
                    resource text not null, resource_id uuid not null, actor uuid not null, outcome text not null);
                """;
    }

    @Override
    String statements() {
        return """
                insert into replays (webhook_id, message_id) values (?, ?) on conflict do nothing;
                insert into messages (id, content) values (?, ?);
                insert into jobs (id, queue, subject) values (?, 'ldt-processing', ?);
                insert into audit (id, action, resource, resource_id, actor, outcome)
                    values (?, 'message_accepted', 'message', ?, ?, 'success')
                """;
    }

    @Override
    void bind(PreparedStatement statement, long number, byte[] report) throws SQLException {
        UUID message = TimeOrdered.uuid(number, 1);
        statement.setString(1, "msg_" + number);
        statement.setObject(2, message);
        statement.setObject(3, message);
        statement.setBytes(4, report);
        statement.setObject(5, TimeOrdered.uuid(number, 2));
        statement.setObject(6, message);
        statement.setObject(7, TimeOrdered.uuid(number, 3));
        statement.setObject(8, message);
        statement.setObject(9, SENDER);
    }

    private static final UUID SENDER = TimeOrdered.uuid(0, 0);
}
