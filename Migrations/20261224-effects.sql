-- Whether an engagement changed anything: how many gave which answer in a month. Who answered what stands nowhere.
set role vakka_owner;

create table public.effect_answer (
  tenant_id uuid not null references public.space (id),
  month integer not null check (month between 24000 and 30000),
  answer text not null check (answer in ('yes', 'maybe', 'no', 'unknown')),
  given integer not null default 0 check (given >= 0),
  primary key (tenant_id, month, answer)
);
call public.tenant_table('effect_answer', 'select');
comment on table public.effect_answer is
  'How many have given which answer to the question of effects. month: year times twelve and the month from zero; no time is finer. Each answer writes all of its month''s rows, so that not even a row''s transaction tells which one it was.';

create table public.effect_mark (
  tenant_id uuid not null references public.space (id),
  matter_id uuid not null,
  primary key (tenant_id, matter_id)
);
call public.tenant_table('effect_mark', 'select');
comment on table public.effect_mark is
  'Where the question of effects has been answered: an offer (association) or an order (partner). Neither when nor what.';

create policy joining on public.effect_answer to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy joining on public.effect_mark to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));

create view public.effect_count with (security_invoker = true) as
  select tenant_id, month, answer, given from public.effect_answer;
grant select on public.effect_count to vakka_app;
comment on view public.effect_count is 'Answers to the question of effects, for the figures.';
reset role;
