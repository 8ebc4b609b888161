-- Mails on their way. What is sealed holds a link that opens something: it is wiped once the mail has left.
create table control.mails (
    id         uuid primary key,
    kind       text        not null,
    sealed     bytea,                       -- recipient, subject and both bodies
    state      text        not null default 'WAITING' check (state in ('WAITING', 'SENT', 'KEPT', 'FAILED')),
    attempts   integer     not null default 0,
    next_at    timestamptz not null default now(),
    error      text check (length(error) <= 500),
    created_at timestamptz not null default now(),
    sent_at    timestamptz
);
create index mails_waiting on control.mails (next_at) where state = 'WAITING';
create index mails_created on control.mails (created_at);

grant select, insert, update, delete on control.mails to careloop_control;
