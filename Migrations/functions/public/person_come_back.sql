-- An entry that has left the register comes back as it was.
create or replace function public.person_come_back(entry jsonb) returns void
  language sql set search_path = pg_catalog, pg_temp
  as $$
  insert into public.person (tenant_id, id, given_name, family_name, email, phone, municipality, language, kind, state,
      created_at, changed_at)
    select p.tenant_id, p.id, p.given_name, p.family_name, p.email, p.phone, p.municipality, p.language, p.kind, p.state,
        p.created_at, p.changed_at
      from jsonb_populate_record(null::public.person, entry) p
$$;
