-- Who may be somebody else of the register is noted as they are added, change, or name their employer. Who is told apart stays so.
create or replace function public.keep_alike() returns trigger
  language plpgsql
  as $$
declare
  space uuid := new.tenant_id;
  who uuid := case tg_table_name when 'person' then (to_jsonb(new) ->> 'id')::uuid else (to_jsonb(new) ->> 'person_id')::uuid end;
  alike uuid[];
begin
  perform public.hold_name(space, p.given_name, p.family_name)
    from public.person p where p.tenant_id = space and p.id = who;
  select array(select a from public.people_alike(space, p.given_name, p.family_name, p.email, p.phone,
      array(select r.business_id from public.release r where r.tenant_id = space and r.person_id = who)) a where a <> who)
    into alike from public.person p where p.tenant_id = space and p.id = who;
  if tg_op = 'UPDATE' then
    delete from public.person_alike x
     where x.tenant_id = space and who in (x.one, x.other) and x.apart_at is null
       and not (x.one = any (alike) or x.other = any (alike));
  end if;
  insert into public.person_alike (tenant_id, one, other)
    select space, least(who, a), greatest(who, a) from unnest(alike) a
    on conflict (tenant_id, one, other) do nothing;
  return null;
end $$;
