drop table control.scheduled_tasks;
