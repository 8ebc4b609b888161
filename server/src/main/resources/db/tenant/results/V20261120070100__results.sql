create table orders (
    tenant_id        uuid        not null,
    id               uuid        not null,
    sender_id        uuid        not null,
    order_number     bytea,                       -- sealed: 8310 Anforderungs-Ident
    order_token      bytea,                       -- HMAC under the tenant's key, without regard to case
    lab_order_number bytea,                       -- sealed: 8311 Auftragsnummer des Labors
    lab_order_token  bytea,
    patient_id       uuid        not null,
    practice_id      uuid,
    practitioner_id  uuid,
    created_at       timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, patient_id) references patients (tenant_id, id),
    foreign key (tenant_id, practice_id) references practices (tenant_id, id),
    foreign key (tenant_id, practitioner_id) references practitioners (tenant_id, id)
);
create index orders_order_token on orders (tenant_id, order_token);
create index orders_lab_order_token on orders (tenant_id, lab_order_token);

-- The living report; each immutable version of it is a row of results.
create table reports (
    tenant_id        uuid        not null,
    id               uuid        not null,
    order_id         uuid        not null,
    patient_id       uuid        not null,
    sender_id        uuid        not null,
    latest_result_id uuid        not null,
    latest_version   integer     not null,
    created_at       timestamptz not null default now(),
    updated_at       timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, order_id) references orders (tenant_id, id),
    foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
create index reports_order on reports (tenant_id, order_id);
create index reports_patient on reports (tenant_id, patient_id);

create table results (
    tenant_id        uuid        not null,
    id               uuid        not null,
    report_id        uuid        not null,
    version          integer     not null,
    message_id       uuid        not null,
    patient_id       uuid        not null,
    order_id         uuid        not null,
    status           text        not null check (status in ('partial', 'preliminary', 'final', 'appended', 'archived', 'cancelled')),
    danger           smallint    not null check (danger between 0 and 2), -- 2 critical, 1 abnormal, 0 normal
    is_latest        boolean     not null default true,
    match_reason     text        not null,        -- why this patient: order_number, practice_number, identity, created
    lab_name         text,
    lab_report_number text,                       -- 7305
    format           text        not null,        -- LDT1014.01, LDT3.2.20
    record_type      text        not null,
    first_line       integer     not null,
    last_line        integer     not null,
    headline         bytea       not null,        -- sealed: the most dangerous value, as the inbox shows it
    content_digest   bytea       not null,        -- equal: the laboratory repeated itself, no new version
    is_corrected     boolean     not null default false,
    is_incomplete    boolean     not null default false, -- its check sum says that lines are missing or changed
    abnormal_count   smallint    not null,
    outside_count    smallint    not null default 0, -- outside the range sent with them, and not flagged
    observation_count smallint   not null,
    has_attention    boolean     not null default false,
    faults           smallint    not null default 0,
    notes            bytea       not null,        -- sealed: the laboratory's notes on the whole report
    reported_on      date,                        -- the day the laboratory gives the report
    reported_at      timestamptz,                 -- only when it gives a time as well
    received_at      timestamptz not null,
    filed_at         timestamptz not null default now(),
    pdf_key          text,
    primary key (tenant_id, id),
    unique (tenant_id, report_id, version),
    foreign key (tenant_id, report_id) references reports (tenant_id, id),
    foreign key (tenant_id, patient_id) references patients (tenant_id, id),
    foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
create index results_inbox on results (tenant_id, danger desc, received_at desc) where is_latest;
create index results_patient on results (tenant_id, patient_id, received_at desc);
create index results_message on results (tenant_id, message_id);
create index results_order on results (tenant_id, order_id);

-- What the laboratory enclosed, sealed, beside the result it came with.
create table attachments (
    tenant_id  uuid    not null,
    result_id  uuid    not null,
    id         uuid    not null,
    name       bytea   not null,                  -- sealed
    media_type text    not null,
    size_bytes integer not null,
    content    bytea   not null,
    primary key (tenant_id, result_id, id),
    foreign key (tenant_id, result_id) references results (tenant_id, id)
);
alter table attachments alter column content set storage external;

create table specimens (
    tenant_id    uuid    not null,
    result_id    uuid    not null,
    id           uuid    not null,
    described    bytea   not null,                -- sealed: number, code, name, site and remarks
    collected_on date,
    collected_at timestamptz,                     -- only when a time was sent as well
    primary key (tenant_id, result_id, id),
    foreign key (tenant_id, result_id) references results (tenant_id, id)
);

-- One measured value: the number with its comparator AND the string the laboratory sent.
-- double precision because numeric comparison is not leakproof and would lose its index behind the wall.
create table observations (
    tenant_id      uuid     not null,
    result_id      uuid     not null,
    position       smallint not null,
    patient_id     uuid     not null,
    code           text     not null,
    name           text     not null,
    status         text     not null,
    raw_value      bytea,                         -- sealed: exactly as sent
    comparator     text,
    value          double precision,
    scale          smallint,                      -- digits after the point as sent: 7.10 stays 7.10
    unit           text,
    range_low      double precision,
    range_high     double precision,
    range_text     text,
    range_low_sent text,                          -- 8461 as sent, for its digits
    range_high_sent text,                         -- 8462
    flag           text,                          -- 8422 as sent
    flag_line      integer,
    interpretation text     not null,
    danger         smallint not null check (danger between 0 and 2),
    specimen_id    uuid,
    texts          bytea,                         -- sealed: text results and notes
    first_line     integer  not null,
    last_line      integer  not null,
    observed_on    date,                          -- when no time was sent
    observed_at    timestamptz not null,          -- for the order; of a bare day its start
    time_of        text not null check (time_of in ('collection', 'measurement', 'report', 'arrival')), -- what happened then
    measured_at    timestamptz,                   -- 8225
    method         text,                          -- 7302
    primary key (tenant_id, result_id, position) -- no foreign key to results: one check a value is a fifth of filing
);
create index observations_history on observations (tenant_id, patient_id, code, observed_at desc);

-- What makes a result critical, with its evidence. Alerting takes it from here, in the filing transaction.
create table criticals (
    tenant_id  uuid        not null,
    id         uuid        not null,
    result_id  uuid        not null,
    position   smallint,
    message_id uuid        not null,
    reason     text        not null check (reason in ('lab_flag', 'lab_attention')),
    evidence   jsonb       not null,              -- field, line, what was sent; no value
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    foreign key (tenant_id, result_id) references results (tenant_id, id)
);
create index criticals_result on criticals (tenant_id, result_id);

-- Who has seen which version: domain data of its own, not the audit trail.
create table result_readers (
    tenant_id     uuid        not null,
    result_id     uuid        not null,
    person_id     uuid        not null,
    first_seen_at timestamptz not null default now(),
    read_at       timestamptz,
    primary key (tenant_id, result_id, person_id),
    foreign key (tenant_id, result_id) references results (tenant_id, id)
);
create index result_readers_person on result_readers (tenant_id, person_id, result_id);

-- Every patient found in a message, so that erasure and retention find the bytes.
create table message_patients (
    tenant_id  uuid not null,
    message_id uuid not null,
    patient_id uuid not null,
    primary key (tenant_id, message_id, patient_id),
    foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);

call app.isolate('orders', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
call app.isolate('reports', '{
    "careloop_app": "select", "careloop_worker": "select, insert, update"}');
call app.isolate('results', '{
    "careloop_app": "select", "careloop_worker": "select, insert, update"}');
-- A result never changes; where its rendered document lies is all a download may add.
grant update (pdf_key) on results to careloop_app;
create policy careloop_app_update on results for update to careloop_app using (true) with check (true);
call app.isolate('attachments', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
call app.isolate('specimens', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
call app.isolate('observations', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
call app.isolate('criticals', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
call app.isolate('result_readers', '{
    "careloop_app": "select, insert, update, delete", "careloop_worker": "select"}');
call app.isolate('message_patients', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
