-- What was sent to whom: of each mail its kind and what became of it, without what it says.
set role vakka_owner;

alter table public.outbox
  add column kind text not null default 'earlier' check (kind in ('application', 'place', 'course', 'request', 'reminder',
    'code', 'receipt', 'answer', 'invitation', 'earlier')),
  add column token uuid not null default gen_random_uuid(),
  add column status text check (status ~ '^[245]\.[0-9]{1,3}\.[0-9]{1,3}$'),
  add column returned_at timestamptz,
  add column delayed_at timestamptz,
  drop constraint outbox_state_check,
  add constraint outbox_state_check check (state in ('waiting', 'sent', 'refused', 'bounced', 'failed')),
  add constraint outbox_returned_check check ((state in ('refused', 'bounced')) = (returned_at is not null)
    and (returned_at is null) = (status is null));
alter table public.outbox alter column kind drop default;
comment on table public.outbox is 'Mail of a space. Its words are emptied once it is sent; to whom, when and what became of it is kept for a while.';
comment on column public.outbox.token is 'What a report about the mail names it by: known to the mail servers on its way alone.';
create index outbox_made on public.outbox (tenant_id, made_at, id);
create index outbox_token on public.outbox (token) where state = 'sent';
create index outbox_returned on public.outbox (tenant_id, recipient) where state in ('refused', 'bounced');
create index outbox_ended on public.outbox (made_at) where state <> 'waiting';
create index person_mailed on public.person (tenant_id, email);
create index membership_mailed on public.membership (tenant_id, email);

create trigger fate before update of state on public.outbox
  for each row execute function public.keep_mail_fate();
-- The app begins a mail, and the worker says what becomes of it. Neither reads what names it to a report, or changes whom it is to.
revoke insert on public.outbox from vakka_app;
grant insert (tenant_id, id, kind, recipient, subject, body, language),
  select (tenant_id, id, kind, recipient, state, status, made_at, sent_at, returned_at, delayed_at) on public.outbox to vakka_app;
revoke update on public.outbox from vakka_worker;
grant update (state, attempts, due_at, sent_at, subject, body, status, returned_at, delayed_at) on public.outbox to vakka_worker;
create policy sweeping on public.outbox to vakka_owner using (state <> 'waiting');

create view public.mailed with (security_invoker) as
select tenant_id, id, kind, recipient, case when state = 'sent' and delayed_at is not null then 'delayed' else state end as state,
       status, made_at, sent_at, returned_at
  from public.outbox;
comment on view public.mailed is 'What was sent to whom, and how far it came.';
grant select on public.mailed to vakka_app;

-- Whether an address takes no mail is never written down: the mails to it say so, so that it ends with the address. Of what mail
-- servers say, the address is to blame for nothing more (5.0), the address (5.1), the mailbox (5.2) and the way there (5.4).
create view public.returned_address with (security_invoker) as
select o.tenant_id, o.recipient as address, max(o.returned_at) as at
  from public.outbox o
 where o.state in ('refused', 'bounced') and o.status ~ '^5\.[0124]\.'
   and not exists (select from public.outbox later
                    where later.tenant_id = o.tenant_id and later.recipient = o.recipient and later.state = 'sent'
                      and later.sent_at > o.returned_at and later.sent_at < public.moment() - interval '3 days')
 group by o.tenant_id, o.recipient;
comment on view public.returned_address is 'Addresses whose mail does not arrive, until a later mail has been taken and not come back in three days.';
grant select on public.returned_address to vakka_app;
reset role;
