-- The employer does not go silent: an ask is reminded of on its days, and what is good until a day is good until its last
-- moment in Finland.
set role vakka_owner;

create table public.consent_reminder (
  tenant_id uuid not null,
  ask_id uuid not null,
  day smallint not null check (day in (3, 8, 12)),
  sent_at timestamptz not null default public.moment(),
  primary key (tenant_id, ask_id, day),
  foreign key (tenant_id, ask_id) references public.consent_ask (tenant_id, id)
);
comment on table public.consent_reminder is 'The reminders that the house has sent of an ask: each day once.';
call public.tenant_table('consent_reminder', 'insert (tenant_id, ask_id)');
create trigger rules before insert on public.consent_reminder for each row execute function public.keep_reminder();

-- What is due is looked for in all spaces; only ids leave the functions that do.
create policy due on public.consent_ask for select to vakka_owner using (true);
create policy due on public.consent_reminder for select to vakka_owner using (true);

create trigger last_day before insert on public.consent_ask
  for each row when (current_user = 'vakka_app') execute function public.keep_last_day();
create trigger last_day before insert on public.consent_request
  for each row when (current_user = 'vakka_app') execute function public.keep_last_day();
create trigger expiry before update of state on public.consent_ask
  for each row when (current_user = 'vakka_app') execute function public.keep_expiry();
create trigger expiry before update of state on public.consent_request
  for each row when (current_user = 'vakka_app') execute function public.keep_expiry();

reset role;
