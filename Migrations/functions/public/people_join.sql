-- Two entries of a register become one: what is `gone`'s moves to `kept`. Only a coordinator of the space does it, and what
-- stands in the way is said before anything has moved. `takes` are the contacts that are taken from the one that goes.
create or replace function public.people_join(fresh uuid, kept uuid, gone uuid, takes text[]) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  space uuid := public.current_tenant();
  called text;
  number integer;
  moved jsonb;
  entry jsonb;
  contacts jsonb;
begin
  if not public.holds_role(space, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'duplicates.rule.coordinator');
  end if;
  if kept = gone then perform public.refuse('VK409', 'duplicates.rule.itself'); end if;
  perform public.hold_name(space, p.given_name, p.family_name) from public.person p
    where p.tenant_id = space and p.id = kept;
  select count(*) into number from (
    select from public.person p where p.tenant_id = space and p.id in (kept, gone) order by p.id for update) p;
  if number <> 2 then perform public.refuse('VK409', 'duplicates.rule.gone'); end if;
  if exists (select from public.person_join j
      where j.tenant_id = space and j.over_at is null and j.person_id = people_join.gone) then
    perform public.refuse('VK409', 'duplicates.rule.twice');
  end if;
  if exists (select from public.application a join public.application b
        on b.tenant_id = a.tenant_id and b.course_id = a.course_id and b.person_id = people_join.gone
      where a.tenant_id = space and a.person_id = people_join.kept) then
    perform public.refuse('VK409', 'duplicates.rule.course');
  end if;
  if (select count(*) from public.membership m where m.tenant_id = space and m.person_id in (kept, gone)) > 1 then
    perform public.refuse('VK409', 'duplicates.rule.members');
  end if;
  if (select count(*) from public.expert_profile e where e.tenant_id = space and e.person_id in (kept, gone)) > 1 then
    perform public.refuse('VK409', 'duplicates.rule.profiles');
  end if;
  -- Nobody is in one group twice, and a group's people stay what they are.
  if exists (select from public.activity_member a
      join public.activity_member b on b.tenant_id = a.tenant_id and b.activity_id = a.activity_id and b.person_id = people_join.gone
     where a.tenant_id = space and a.person_id = people_join.kept)
    or (select count(distinct p.kind) from public.person p where p.tenant_id = space and p.id in (kept, gone)) > 1
      and (exists (select from public.activity_member m where m.tenant_id = space and m.person_id = people_join.gone)
        or exists (select from public.activity a where a.tenant_id = space and a.person_id = people_join.gone)) then
    perform public.refuse('VK409', 'duplicates.rule.activities');
  end if;
  if exists (select from public.tax_card a join public.tax_card b
        on b.tenant_id = a.tenant_id and b.year = a.year and b.person_id = people_join.gone
      where a.tenant_id = space and a.person_id = people_join.kept) then
    perform public.refuse('VK409', 'duplicates.rule.cards');
  end if;
  select p.given_name || ' ' || p.family_name into called from public.person p where p.tenant_id = space and p.id = gone;
  moved := public.people_move(space, gone, kept, null);
  entry := public.person_go(space, gone);
  contacts := public.person_take(space, kept, entry, takes);
  insert into public.person_join (tenant_id, id, person_id, gone, gone_name, entry, moved, contacts)
    values (space, fresh, kept, gone, called, entry, moved, contacts);
  return called;
end $$;
grant execute on function public.people_join(uuid, uuid, uuid, text[]) to vakka_app;
