drop table control.signing_keys;
drop table control.sign_in_failures;
drop table control.password_resets;
drop table control.activations;
drop table control.sessions;
drop table control.memberships;
drop table control.people;
