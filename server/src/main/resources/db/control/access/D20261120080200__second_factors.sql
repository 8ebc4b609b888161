alter table control.sessions
    drop constraint sessions_owed,
    drop column owes_second_factor,
    drop column second_factor_at;
drop table control.second_factors;
