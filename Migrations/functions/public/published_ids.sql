-- The ids of the stories that anybody may read in a space, newest first.
create or replace function public.published_ids(space uuid) returns text[]
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select coalesce(array_agg(s.id::text order by s.published_at desc, s.id desc), '{}') from (select * from public.story x
       where x.tenant_id = published_ids.space and x.state = 'published' order by x.published_at desc, x.id desc limit 200) s
$$;
grant execute on function public.published_ids(uuid) to vakka_accounts;
