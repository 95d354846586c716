-- What whoever is named to answer lacks: a place in the space that they had (`left`), or an address that takes mail (`returned`);
-- empty for nothing.
create or replace function public.giver_lacks(address text) returns text
  language sql stable
  as $$
    select case when public.member_has_left(address) then 'left'
      when exists (select from public.returned_address d
        where d.tenant_id = public.current_tenant() and d.address = giver_lacks.address) then 'returned'
      else '' end
  $$;
grant execute on function public.giver_lacks(text) to vakka_app;
