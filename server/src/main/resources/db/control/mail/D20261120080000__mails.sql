drop table control.mails;
