-- Whether a letter of a kind about a matter passes between a space and another one in this transaction, in (`in`) or out (`out`);
-- null for no kind.
create or replace function public.letter_passes(space uuid, way text, of_kind text, other uuid, matter uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select case when of_kind is not null then exists (select from public.letter l
     where l.tenant_id = space and l.direction = way and l.kind = of_kind and l.other_space_id = other and l.reference = matter
       and l.at = public.moment()) end
  $$;
