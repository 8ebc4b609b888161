drop table loop.quarantine;
drop table loop.message_steps;
drop table loop.replays;
drop table loop.messages;
