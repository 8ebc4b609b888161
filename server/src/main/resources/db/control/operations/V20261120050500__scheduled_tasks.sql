-- db-scheduler's table: recurring platform chores, one runner at a time over all nodes.
create table control.scheduled_tasks (
    task_name            text        not null,
    task_instance        text        not null,
    task_data            bytea,
    execution_time       timestamptz not null,
    picked               boolean     not null,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      not null,
    priority             smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_execution_time on control.scheduled_tasks (execution_time);
create index scheduled_tasks_last_heartbeat on control.scheduled_tasks (last_heartbeat);

grant select, insert, update, delete on control.scheduled_tasks to careloop_control;
