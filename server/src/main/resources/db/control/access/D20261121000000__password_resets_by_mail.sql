alter table control.password_resets drop column by_mail;
