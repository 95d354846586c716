-- Those in the register and the members of today whose mail does not arrive.
create or replace function public.addresses_to_mend() returns table (person uuid, member uuid, name text, address text, at timestamptz)
  language sql stable
  as $$
  select r.person, r.member, r.name, d.address, d.at
    from public.returned_address d
   cross join lateral public.reached_at(d.address) r
    left join public.person p on p.tenant_id = d.tenant_id and p.id = r.person
    left join public.membership m on m.tenant_id = d.tenant_id and m.id = r.member
   where d.tenant_id = public.current_tenant() and coalesce(p.state, 'active') <> 'archived'
     and not public.is_past(m.ends_on)
$$;
grant execute on function public.addresses_to_mend() to vakka_app;
