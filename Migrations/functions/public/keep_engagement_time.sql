-- The times of an order, and of its engagement, lie ahead when they are written, and no two of one meet.
create or replace function public.keep_engagement_time() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  meets boolean;
begin
  if (new.held_on + new.starts_at) at time zone 'Europe/Helsinki' <= public.moment() then
    perform public.refuse('VK409', 'engagement.rule.past');
  end if;
  execute format('select exists (select from public.%I t where t.tenant_id = $1.tenant_id and t.engagement_id = $1.engagement_id'
    || ' and t.held_on = $1.held_on and t.starts_at < $1.ends_at and $1.starts_at < t.ends_at)', tg_table_name)
    into meets using new;
  if meets then
    perform public.refuse('VK409', 'engagement.rule.overlap');
  end if;
  return new;
end $$;
