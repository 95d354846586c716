-- Notices that one chooses: when they come, by kind; a way out of each in its mail; what waits in one mail a morning.
set role vakka_accounts;
create table accounts.notice_pace (
  kind text not null check (kind in ('unanswered', 'waiting')),
  pace text not null check (pace in ('at-once', 'daily', 'none')),
  is_usual boolean not null default false,
  primary key (kind, pace)
);
create unique index notice_usual on accounts.notice_pace (kind) where is_usual;
comment on table accounts.notice_pace is 'How each kind of notice may be chosen to come, and how it comes to who has not chosen.';
insert into accounts.notice_pace (kind, pace, is_usual) values
  ('unanswered', 'at-once', true), ('unanswered', 'daily', false), ('unanswered', 'none', false),
  ('waiting', 'daily', false), ('waiting', 'none', true);
create table accounts.notice_choice (
  account_id uuid not null references accounts.account (id) on delete cascade,
  kind text not null,
  pace text not null,
  chosen_at timestamptz not null default public.moment(),
  primary key (account_id, kind),
  foreign key (kind, pace) references accounts.notice_pace (kind, pace)
);
create index notice_daily on accounts.notice_choice (account_id) where pace = 'daily';
comment on table accounts.notice_choice is 'What an account has chosen.';
set role vakka_owner;

create table public.notice_digest (
  tenant_id uuid not null,
  membership_id uuid not null,
  day date not null default public.today(),
  made_at timestamptz not null default public.moment()
    check ((made_at at time zone 'Europe/Helsinki')::time >= '07:00'),
  primary key (tenant_id, membership_id, day),
  foreign key (tenant_id, membership_id) references public.membership (tenant_id, id) on delete cascade
);
comment on table public.notice_digest is 'The mornings on which it was looked what waits for a member: each once, from seven on.';
call public.typed_column('public.notice_digest', 'day', 'day');
call public.tenant_table('notice_digest', 'insert (tenant_id, membership_id)');
create policy directory on public.notice_digest for select to vakka_accounts using (true);
grant select on public.notice_digest to vakka_accounts;

alter table public.outbox
  drop constraint outbox_kind_check,
  add constraint outbox_kind_check check (kind in ('application', 'place', 'course', 'request', 'reminder', 'code', 'receipt',
    'answer', 'invitation', 'waiting', 'earlier')),
  add column account_id uuid references accounts.account (id),
  add column notice text check (notice in ('unanswered', 'digest')),
  add column unsubscribe text not null default '' check (unsubscribe !~ '[^!-~]'),
  add constraint outbox_whose_check check ((notice is null) = (account_id is null)),
  add constraint outbox_way_out_check check (notice is null or state <> 'waiting' or unsubscribe <> '');
comment on column public.outbox.notice is 'The kind of notice that the account has chosen to get; null for what is no choice.';
grant insert (account_id, notice, unsubscribe) on public.outbox to vakka_app;
grant update (unsubscribe) on public.outbox to vakka_worker;
create trigger choice before insert on public.outbox
  for each row when (new.notice is not null) execute function public.keep_notice_choice();
reset role;
