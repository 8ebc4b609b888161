-- Unqualified on purpose: the same file runs in the pooled schema and in a tenant's own.
create table patients (
    tenant_id       uuid        not null,
    id              uuid        not null,
    demographics    bytea       not null,         -- sealed: names, birth date, sex, address, contacts
    confidentiality text        not null default 'normal' check (confidentiality in ('normal', 'vip', 'own_staff')),
    reason          text        not null,         -- why this record exists: created, entered
    merged_into     uuid,
    version         integer     not null default 1,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now(),
    deleted_at      timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, merged_into) references patients (tenant_id, id)
);
create index patients_deleted_at on patients (tenant_id, deleted_at) where deleted_at is not null;

create table patient_identifiers (
    tenant_id  uuid  not null,
    patient_id uuid  not null,
    id         uuid  not null,
    system     text  not null check (system in ('practice_number', 'insurance_number', 'social_security_number')),
    value      bytea not null,                    -- sealed
    token      bytea not null,                    -- HMAC under the tenant's key
    primary key (tenant_id, patient_id, id),
    foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
create index patient_identifiers_token on patient_identifiers (tenant_id, system, token);

-- Matching and search without plain text: keyed tokens, equality only.
create table patient_tokens (
    tenant_id  uuid  not null,
    field      text  not null check (field in ('identity', 'name', 'name_prefix')),
    token      bytea not null,
    patient_id uuid  not null,
    primary key (tenant_id, field, token, patient_id),
    foreign key (tenant_id, patient_id) references patients (tenant_id, id)
);
create index patient_tokens_patient on patient_tokens (tenant_id, patient_id);

create table practices (
    tenant_id  uuid        not null,
    id         uuid        not null,
    bsnr       text        not null,
    name       text        not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, bsnr)
);

create table practitioners (
    tenant_id  uuid        not null,
    id         uuid        not null,
    lanr       text        not null,
    name       text        not null,
    created_at timestamptz not null default now(),
    primary key (tenant_id, id),
    unique (tenant_id, lanr)
);

call app.isolate('patients', '{
    "careloop_app": "select, insert, update", "careloop_worker": "select, insert, update"}');
call app.isolate('patient_identifiers', '{
    "careloop_app": "select, insert, delete", "careloop_worker": "select, insert"}');
call app.isolate('patient_tokens', '{
    "careloop_app": "select, insert, delete", "careloop_worker": "select, insert"}');
call app.isolate('practices', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
call app.isolate('practitioners', '{
    "careloop_app": "select", "careloop_worker": "select, insert"}');
