drop table message_patients;
drop table result_readers;
drop table criticals;
drop table observations;
drop table specimens;
drop table results;
drop table reports;
drop table orders;
