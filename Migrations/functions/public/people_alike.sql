-- Who of a register (`space`) may be the one of this name: by the same address, telephone number or employer.
create or replace function public.people_alike(space uuid, given text, family text, address text, called text, firms text[])
  returns setof uuid
  language sql stable
  as $$
  select p.id from public.person p
   where p.tenant_id = space and p.folded_name = public.searchable(family || ' ' || given)
     and (address <> '' and lower(p.email) = lower(address) or called <> '' and p.phone = called
       or cardinality(firms) > 0 and exists (select from public.release r
            where r.tenant_id = p.tenant_id and r.person_id = p.id and r.business_id = any (firms)))
$$;
grant execute on function public.people_alike(uuid, text, text, text, text, text[]) to vakka_app;
