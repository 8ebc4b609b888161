-- One received transmission, raw and immutable. The row holds the sealed bytes until the object is written and
-- its hash read back; then a janitor empties the row's bytes.
create table loop.messages (
    tenant_id    uuid        not null,
    id           uuid        not null,
    sender_id    uuid        not null,
    webhook_id   text        not null,
    received_at  timestamptz not null default now(),
    content      bytea,                           -- sealed under the tenant's key
    size_bytes   integer     not null,
    sha256       bytea       not null,            -- of the bytes as sent
    content_type text,
    state        text        not null default 'received'
        check (state in ('received', 'filed', 'quarantined', 'dead')),
    object_key   text,
    traceparent  text,
    primary key (tenant_id, id)
);
alter table loop.messages alter column content set storage external; -- sealed bytes do not compress
create index messages_received_at on loop.messages (tenant_id, received_at desc);
create index messages_state on loop.messages (tenant_id, state, received_at desc);

-- Replay protection that outlives any cache (W-05); pruned after careloop.intake.replay-retention.
create table loop.replays (
    tenant_id   uuid        not null,
    sender_id   uuid        not null,
    webhook_id  text        not null,
    sha256      bytea       not null,
    message_id  uuid        not null,
    received_at timestamptz not null default now(),
    primary key (tenant_id, sender_id, webhook_id)
);
create index replays_received_at on loop.replays (tenant_id, received_at);

-- The message's trail, one row a step; nothing here is ever updated. Pruned by the moment in the message's id
-- (UUIDv7), so the primary key serves that too.
create table loop.message_steps (
    tenant_id       uuid        not null,
    message_id      uuid        not null,
    id              uuid        not null,
    at              timestamptz not null default clock_timestamp(),
    step            text        not null
        check (step in ('received', 'duplicate', 'decoded', 'matched', 'filed', 'quarantined', 'retried', 'dead', 'archived')),
    reason          text        not null,         -- stable code; screens word it
    duration_micros bigint,
    detail          jsonb       not null default '{}',
    faults          bytea,                        -- sealed: a fault may quote what it found
    primary key (tenant_id, message_id, id)
) partition by range (message_id);
create table loop.message_steps_other partition of loop.message_steps default; -- of no month that was made
call app.isolate('loop.message_steps_other', '{}');

-- Waiting for a person's decision.
create table loop.quarantine (
    tenant_id    uuid        not null,
    id           uuid        not null,
    message_id   uuid        not null,
    first_line   integer     not null,            -- of the held report within the message
    reason       text        not null,
    danger       text        not null check (danger in ('critical', 'abnormal', 'normal')), -- by the laboratory's word
    order_number bytea,                           -- sealed: the practice's, else the laboratory's
    candidates   uuid[]      not null default '{}',
    created_at   timestamptz not null default now(),
    resolved_at  timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, message_id) references loop.messages (tenant_id, id)
);
create index quarantine_message on loop.quarantine (tenant_id, message_id);

call app.isolate('loop.messages', '{
    "careloop_app": "select", "careloop_worker": "select, update", "careloop_ingest": "insert"}');
call app.isolate('loop.replays', '{
    "careloop_app": "select", "careloop_worker": "select, delete", "careloop_ingest": "select, insert"}');
call app.isolate('loop.message_steps', '{
    "careloop_app": "select", "careloop_worker": "select, insert, delete", "careloop_ingest": "insert"}');
select app.turn_months();
call app.isolate('loop.quarantine', '{
    "careloop_app": "select, update", "careloop_worker": "select, insert"}');
