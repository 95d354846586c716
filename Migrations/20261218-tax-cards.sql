-- That an expert's tax card for a year has come, and when; never the card.
set role vakka_owner;

create table public.tax_card (
  tenant_id uuid not null references public.space (id),
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  year integer not null check (year between 2000 and 2100),
  received_on date not null,
  primary key (tenant_id, id),
  unique (tenant_id, person_id, year),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id)
);
call public.typed_column('public.tax_card', 'received_on', 'day');
call public.tenant_table('tax_card', 'select, insert (tenant_id, person_id, year, received_on), delete');
comment on table public.tax_card is 'That the tax card of an expert for a year has come. The card itself is never kept.';

create policy readers on public.tax_card as restrictive for select to vakka_app using (
  person_id = (select public.member_person(public.current_actor()))
  or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy writers_add on public.tax_card as restrictive for insert to vakka_app
  with check ((select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy writers_drop on public.tax_card as restrictive for delete to vakka_app
  using ((select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')));
create policy joining on public.tax_card to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create trigger rules before insert on public.tax_card
  for each row when (current_user = 'vakka_app') execute function public.keep_tax_card();

-- Who of the register takes part as an expert, as far as the reader sees it, with this year's card and the next one's.
create view public.expert with (security_invoker = true) as
select p.tenant_id, p.id, p.given_name || ' ' || p.family_name as name, p.family_name || ' ' || p.given_name as list_name,
       p.name_key, p.searched, coalesce(x.kinds, '{}') as kinds, x.trained_on,
       case when p.state = 'paused' or public.is_pausing(x.is_paused, x.paused_until) then 'paused'
         when exists (select from public.expert_away a where a.tenant_id = p.tenant_id and a.person_id = p.id
           and (select public.today()) between a.from_on and a.until_on) then 'away'
         else 'here' end as standing,
       case when x.is_paused then x.paused_until end as paused_until,
       public.person_has_account(p.id) as has_account,
       c.received_on as card_on, n.received_on as next_card_on
  from public.person p
  left join public.expert_profile x on x.tenant_id = p.tenant_id and x.person_id = p.id
  left join public.tax_card c on c.tenant_id = p.tenant_id and c.person_id = p.id
    and c.year = extract(year from (select public.today()))::integer
  left join public.tax_card n on n.tenant_id = p.tenant_id and n.person_id = p.id
    and n.year = extract(year from (select public.today()))::integer + 1
 where p.state <> 'archived' and (p.kind = 'expert' or x.person_id is not null);
comment on view public.expert is 'The experts of a space who are not in the archive: whether they take part today, and the tax cards.';
grant select on public.expert to vakka_app;
reset role;
