drop function loop.queue_sizes();
drop function loop.rescue();
drop function loop.claim(text[], integer, interval, uuid);
drop table loop.dead_letters;
drop table loop.jobs_leased;
drop table loop.jobs_ready;
