-- What stood where contacts were taken from another's entry comes back, where nobody has changed it since.
create or replace function public.person_give_back(space uuid, who uuid, entry jsonb, stood jsonb) returns void
  language sql set search_path = pg_catalog, pg_temp
  as $$
  update public.person p set
      email = case when p.email = entry ->> 'email' then coalesce(stood ->> 'email', p.email) else p.email end,
      phone = case when p.phone = entry ->> 'phone' then coalesce(stood ->> 'phone', p.phone) else p.phone end,
      municipality = case when p.municipality = entry ->> 'municipality'
        then coalesce(stood ->> 'municipality', p.municipality) else p.municipality end
   where p.tenant_id = space and p.id = who and stood <> '{}'
$$;
