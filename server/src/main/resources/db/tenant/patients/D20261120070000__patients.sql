drop table practitioners;
drop table practices;
drop table patient_tokens;
drop table patient_identifiers;
drop table patients;
