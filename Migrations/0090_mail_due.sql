-- The worker looks for due mail each second: what was sent must not slow it.
set role vakka_accounts;
create index mail_due on accounts.mail (due_at) where state = 'waiting';
comment on table accounts.mail is 'Mail about accounts. The body is emptied once it is sent or given up.';
reset role;
