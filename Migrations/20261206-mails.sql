-- What comes back is told in the log, and to the provider whose request it was; a mail's kind says whether one chooses to get it.
set role vakka_owner;

alter table public.outbox add column told_at timestamptz,
  add constraint outbox_told_check check (told_at is null or state in ('refused', 'bounced'));
comment on column public.outbox.told_at is 'When the log has told that the mail did not arrive.';
create index outbox_untold on public.outbox (returned_at) where state in ('refused', 'bounced') and told_at is null;
grant select (told_at), update (told_at) on public.outbox to vakka_app;

alter table public.consent_ask add column is_returned boolean not null default false;
comment on column public.consent_ask.is_returned is 'Whether the address of who may answer takes no mail, as the employer''s space has last told.';
grant update (is_returned) on public.consent_ask to vakka_app;

-- What one chooses is a kind of mail, and no second list beside it.
drop trigger choice on public.outbox;
alter table public.outbox drop constraint outbox_kind_check, drop constraint outbox_whose_check,
  drop constraint outbox_way_out_check, disable trigger outside_change, no force row level security;
update public.outbox set kind = 'unanswered' where notice = 'unanswered';
alter table public.outbox drop column notice, enable trigger outside_change, force row level security,
  add constraint outbox_kind_check check (kind in ('application', 'place', 'course', 'request', 'reminder', 'code', 'receipt',
    'answer', 'unanswered', 'invitation', 'waiting', 'earlier')),
  add constraint outbox_whose_check check ((kind in ('unanswered', 'waiting')) = (account_id is not null)),
  add constraint outbox_way_out_check check (account_id is null or state <> 'waiting' or unsubscribe <> '');
create trigger choice before insert on public.outbox
  for each row when (new.account_id is not null) execute function public.keep_notice_choice();
reset role;
