-- The newest letter of a kind about a matter that has passed between a space and another one, in (`in`) or out (`out`); null
-- for none.
create or replace function public.letter_passed(space uuid, way text, of_kind text, other uuid, matter uuid) returns jsonb
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select l.body from public.letter l
     where l.tenant_id = space and l.direction = way and l.kind = of_kind and l.other_space_id = other and l.reference = matter
     order by l.at desc limit 1
  $$;
