alter table control.sender_secrets drop column uses, drop column used_at;
alter table control.senders drop column dialect, drop column addresses, drop column version, drop column updated_at;
