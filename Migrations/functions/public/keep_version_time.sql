-- The times of a proposal are those of its letter. They lie ahead, but for those that stood before, and no two of them meet.
create or replace function public.keep_version_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.engagement_version v
      join public.engagement_at_end e on e.tenant_id = v.tenant_id and e.id = v.engagement_id and v.revision >= e.revision
     where v.tenant_id = new.tenant_id and v.engagement_id = new.engagement_id and v.revision = new.revision
       and public.letter_passes(v.tenant_id, case when v.is_own then 'out' else 'in' end, 'engagement.changed', e.other_id, e.id)
       and public.letter_passed(v.tenant_id, case when v.is_own then 'out' else 'in' end, 'engagement.changed', e.other_id, e.id)
         -> 'times' @> jsonb_build_array(jsonb_build_object('number', new.number, 'date', to_char(new.held_on, 'YYYY-MM-DD'),
            'starts', to_char(new.starts_at, 'HH24:MI'), 'ends', to_char(new.ends_at, 'HH24:MI')))) then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  if (new.held_on + new.starts_at) at time zone 'Europe/Helsinki' <= public.moment()
      and not exists (select from public.engagement_times(new.engagement_id) t
        where (t.held_on, t.starts_at, t.ends_at) = (new.held_on, new.starts_at, new.ends_at)) then
    perform public.refuse('VK409', 'engagement.rule.past');
  end if;
  if exists (select from public.engagement_version_time t
      where t.tenant_id = new.tenant_id and t.engagement_id = new.engagement_id and t.revision = new.revision
        and t.held_on = new.held_on and t.starts_at < new.ends_at and new.starts_at < t.ends_at) then
    perform public.refuse('VK409', 'engagement.rule.overlap');
  end if;
  return new;
end $$;
