-- The chosen rows of a list as those to whom a message would go, in the order of their names: at which address, and what bars
-- it (`no-address`, `returned`, `archived`, `left`, `shared` by somebody before them); empty for nothing.
create or replace function public.message_readers(list text, ids uuid[])
  returns table (id uuid, person uuid, member uuid, name text, address text, bar text)
  language sql stable
  as $$
  with chosen as (
    select p.id, p.id as person, null::uuid as member, p.given_name || ' ' || p.family_name as name, p.name_key as key,
           public.person_address(p.id) as address, p.state = 'archived' as is_archived, false as has_left
      from public.person p
     where message_readers.list = 'people' and p.tenant_id = public.current_tenant() and p.id = any (ids)
    union all
    select a.id, p.id, null, p.given_name || ' ' || p.family_name, p.name_key, public.person_address(p.id),
           p.state = 'archived', false
      from public.application a
      join public.person p on p.tenant_id = a.tenant_id and p.id = a.person_id
     where message_readers.list = 'applications' and a.tenant_id = public.current_tenant() and a.id = any (ids)
    union all
    select m.id, m.person_id, m.id, m.name, public.order_key(m.name), m.email, false,
           not public.is_member(m.tenant_id, m.id)
      from public.membership m
     where message_readers.list = 'members' and m.tenant_id = public.current_tenant() and m.id = any (ids)),
  barred as (
    select c.*, case when c.is_archived then 'archived' when c.has_left then 'left' when c.address = '' then 'no-address'
           when exists (select from public.returned_address d
             where d.tenant_id = public.current_tenant() and d.address = c.address) then 'returned'
           else '' end as bar
      from chosen c)
  select b.id, b.person, b.member, b.name, b.address,
         case when b.bar = '' and row_number() over (partition by b.address, b.bar order by b.key, b.id) > 1 then 'shared'
           else b.bar end
    from barred b order by b.key, b.id
$$;
grant execute on function public.message_readers(text, uuid[]) to vakka_app;
