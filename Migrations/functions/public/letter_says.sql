-- Whether a letter of a kind about a matter has passed between a space and another one, in (`in`) or out (`out`), that says this.
create or replace function public.letter_says(space uuid, way text, of_kind text, other uuid, matter uuid, what jsonb) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select exists (select from public.letter l
     where l.tenant_id = space and l.direction = way and l.kind = of_kind and l.other_space_id = other and l.reference = matter
       and l.body @> what)
  $$;
