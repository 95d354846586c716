-- Counts an answer to the question of effects, once for each offer or order that has been held: of the expert who came, or of a
-- coordinator of the partner.
create or replace function public.effect_give(matter uuid, given_answer text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  is_done boolean;
  this_month integer := extract(year from public.today())::integer * 12 + extract(month from public.today())::integer - 1;
begin
  select e.state = 'done' into is_done from public.engagement_offer o
    join public.engagement e on e.tenant_id = o.tenant_id and e.id = o.engagement_id
   where o.tenant_id = public.current_tenant() and o.id = matter and o.state = 'accepted'
     and o.person_id = public.member_person(public.current_actor());
  if not found then
    select o.state = 'done' into is_done from public.engagement_order o
     where o.tenant_id = public.current_tenant() and o.id = matter
       and public.holds_role(o.tenant_id, public.current_actor(), 'coordinator');
  end if;
  if is_done is null then
    perform public.refuse('VK403', 'effect.rule.own');
  elsif not is_done then
    perform public.refuse('VK409', 'effect.rule.not-held');
  end if;
  insert into public.effect_mark (tenant_id, matter_id) values (public.current_tenant(), matter) on conflict do nothing;
  if not found then
    perform public.refuse('VK409', 'effect.rule.answered');
  end if;
  insert into public.effect_answer as a (tenant_id, month, answer, given)
    select public.current_tenant(), this_month, x, (x = given_answer)::integer
      from (select unnest('{yes,maybe,no,unknown}'::text[]) union select given_answer order by 1) all_answers (x)
    on conflict (tenant_id, month, answer) do update set given = a.given + excluded.given;
end $$;
grant execute on function public.effect_give(uuid, text) to vakka_app;
