-- A coordinator writes to many: each message is a mail of its own, to somebody whom the space may write to.
set role vakka_owner;
alter table public.outbox drop constraint outbox_kind_check,
  add constraint outbox_kind_check check (kind in ('application', 'place', 'course', 'request', 'reminder', 'code', 'receipt',
    'answer', 'unanswered', 'invitation', 'waiting', 'message', 'earlier'));
create trigger message before insert on public.outbox
  for each row when (new.kind = 'message') execute function public.keep_message();
reset role;
