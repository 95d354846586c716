-- The partnerships of all associations whose last day is over: they end, at both ends.
create or replace function public.partnerships_due() returns table (space uuid, matter uuid)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select p.tenant_id, p.id from public.partnership p
      join public.partnership_terms t on t.tenant_id = p.tenant_id and t.partnership_id = p.id and t.version = p.version
      join public.space s on s.id = p.tenant_id and s.kind = 'association'
     where p.state = 'active' and t.valid_until < public.today()
     order by t.valid_until limit 500
  $$;
grant execute on function public.partnerships_due() to vakka_app;
