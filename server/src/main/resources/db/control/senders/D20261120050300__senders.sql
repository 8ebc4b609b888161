drop table control.sender_secrets;
drop table control.senders;
