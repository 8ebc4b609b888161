alter table control.senders
    add column dialect    text        not null default 'standard_webhooks'
        check (dialect in ('standard_webhooks', 'timestamp_signature')),
    add column addresses  text[]      not null default '{}', -- ranges it may post from; none: from everywhere
    add column version    integer     not null default 1,
    add column updated_at timestamptz not null default now();

alter table control.sender_secrets
    add column uses    bigint not null default 0,            -- messages it signed, a few seconds behind
    add column used_at timestamptz;
