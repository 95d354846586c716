-- The association keeps the times that stand in the partner's letter, and no others.
create or replace function public.keep_lettered_time() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (select from public.engagement e
      where e.tenant_id = new.tenant_id and e.id = new.engagement_id
        and public.letter_passed(e.tenant_id, 'in', 'engagement.requested', e.other_id, e.id) -> 'times'
          @> jsonb_build_array(jsonb_build_object('number', new.number, 'date', to_char(new.held_on, 'YYYY-MM-DD'),
            'starts', to_char(new.starts_at, 'HH24:MI'), 'ends', to_char(new.ends_at, 'HH24:MI')))) then
    perform public.refuse('VK403', 'engagement.rule.other-end');
  end if;
  return new;
end $$;
