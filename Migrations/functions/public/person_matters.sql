-- The tables whose rows are somebody's of a register: whatever names a person, what others hang on first.
create or replace function public.person_matters() returns setof name
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
  select c.relname from pg_catalog.pg_attribute a
    join pg_catalog.pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
   where a.attname = 'person_id' and not a.attisdropped
   order by array_position(array['application', 'release', 'consent_ask', 'enrolment']::name[], c.relname) nulls last, c.relname
$$;
