-- One person may belong to several tenants, with separate grants. The e-mail is the login and the one
-- globally unique natural key (T-10's reviewed list).
create table control.people (
    id                   uuid primary key,
    email                text        not null unique check (email = lower(email)),
    name                 text        not null check (length(name) between 2 and 100),
    password_hash        text        not null,
    credential_version   integer     not null default 1,  -- tokens made before the last new password carry a smaller one
    is_active            boolean     not null default true,
    is_platform_operator boolean     not null default false,
    email_verified_at    timestamptz,
    last_login_at        timestamptz,
    last_login_ip        text,
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now(),
    version              integer     not null default 1
);

create table control.memberships (
    person_id   uuid        not null references control.people (id),
    tenant_id   uuid        not null references control.tenants (id),
    role        text        not null,
    hospital_id uuid,
    is_active   boolean     not null default true,
    created_at  timestamptz not null default now(),
    last_used_at timestamptz,               -- where the person starts next time
    primary key (person_id, tenant_id)
);
create index memberships_tenant on control.memberships (tenant_id);

-- Opaque browser sessions (A-08). Only the SHA-256 of the cookie is kept: a stolen table signs nobody in.
create table control.sessions (
    token_hash   bytea primary key,
    person_id    uuid        not null references control.people (id),
    tenant_id    uuid references control.tenants (id),    -- null: the password was right, the tenant is still to be chosen
    csrf_token   text        not null,
    created_at   timestamptz not null default now(),
    last_used_at timestamptz not null default now(),
    expires_at   timestamptz not null,
    ip           text,
    user_agent   text
);
create index sessions_person on control.sessions (person_id);
create index sessions_expiry on control.sessions (expires_at);

-- Single-use activation links (contradiction 14: never a password by mail).
create table control.activations (
    token_hash bytea primary key,
    email      text        not null,
    tenant_id  uuid references control.tenants (id),
    role       text        not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index activations_email on control.activations (email);

-- Single-use links with which somebody who is there already sets a new password (decision 0016).
create table control.password_resets (
    token_hash bytea primary key,
    person_id  uuid        not null references control.people (id),
    tenant_id  uuid references control.tenants (id),      -- whose administrator made it; null: the platform's operator
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    used_at    timestamptz
);
create index password_resets_person on control.password_resets (person_id);

-- Consecutive failures per account and network: slows down, never locks out (A-02).
create table control.sign_in_failures (
    account_hash  bytea       not null,
    network       text        not null,
    failures      integer     not null,
    last_at       timestamptz not null,
    primary key (account_hash, network)
);

-- ES256 keys of the API tokens; the private half is sealed under the master key.
create table control.signing_keys (
    id          text primary key,
    public_key  bytea       not null,
    private_key bytea       not null,
    created_at  timestamptz not null default now(),
    retired_at  timestamptz
);

grant select, insert, update on control.people, control.memberships, control.signing_keys to careloop_control;
grant select, insert, update, delete on control.sessions, control.activations, control.password_resets, control.sign_in_failures
    to careloop_control;
