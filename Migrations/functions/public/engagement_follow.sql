-- Takes an engagement to where those who have said yes take it; null where it stands there already.
create or replace function public.engagement_follow(engagement uuid) returns text
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update public.engagement e set state = case public.experts_agreed(e.id) when e.experts then 'agreed' else 'offering' end
     where e.tenant_id = public.current_tenant() and e.id = engagement_follow.engagement and e.state in ('offering', 'agreed')
       and (e.state = 'agreed') <> (public.experts_agreed(e.id) = e.experts)
    returning e.state
  $$;
grant execute on function public.engagement_follow(uuid) to vakka_app;
