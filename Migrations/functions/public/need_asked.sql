-- An employer is asked, asked anew and told by letter, in the same transaction; what is replaced has a successor, and no place
-- stands on it any more.
create or replace function public.need_asked() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  said text;
begin
  said := case when tg_op = 'INSERT' then case when new.renews is null then 'consent.request' else 'consent.renewed' end
            when new.facts_version <> old.facts_version then 'consent.told' end;
  if said is not null and not exists (select from public.letter l where l.tenant_id = new.tenant_id and l.direction = 'out'
        and l.kind = said and l.reference = new.id and l.at = public.moment())
      or tg_op = 'UPDATE' and new.state = 'replaced' and old.state <> 'replaced'
        and (not exists (select from public.consent_ask k where k.tenant_id = new.tenant_id and k.renews = new.id)
          or exists (select from public.enrolment e where e.tenant_id = new.tenant_id and e.consent_ask_id = new.id
            and e.state in ('active', 'renewing'))) then
    perform public.refuse('VK409', 'course.rule.untold');
  end if;
  return null;
end $$;
