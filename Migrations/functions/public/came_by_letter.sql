-- Whether a letter of one of these kinds has come to a space about a matter, with this version of it where one is asked for.
create or replace function public.came_by_letter(space uuid, kinds text[], matter uuid, version integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.letter l
      where l.tenant_id = space and l.direction = 'in' and l.kind = any (kinds) and l.reference = matter
        and (version is null or (l.body ->> 'version')::integer = version))
  $$;
