-- The spaces whose logs hear of this account, with the membership as each knows it; of an operator's, the installation.
create or replace function accounts.places(account uuid)
  returns table (space_id uuid, slug text, membership_id uuid, name text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select m.tenant_id, p.slug, m.id, m.name from public.membership m join public.space p on p.id = m.tenant_id
      where m.account_id = account and not public.is_past(m.ends_on) and p.state <> 'suspended'
    union all
    select p.id, p.slug, null, null from public.space p
      where p.kind = 'installation' and accounts.is_operator(account)
    order by slug;
$$;
grant execute on function accounts.places(uuid) to vakka_app;
