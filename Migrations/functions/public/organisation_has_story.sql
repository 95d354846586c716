-- Whether the organisation that a story names was asked about a version, and was not told that it is taken back.
create or replace function public.organisation_has_story(space uuid, other uuid, story uuid, version integer) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select other is not null and exists (select from public.letter l
        where l.tenant_id = space and l.direction = 'out' and l.kind = 'story.proposed' and l.other_space_id = other
          and l.reference = story and (l.body ->> 'version')::integer = version)
      and not exists (select from public.letter l
        where l.tenant_id = space and l.kind = 'story.taken-back' and l.other_space_id = other
          and l.reference = story and (l.body ->> 'version')::integer = version and l.body ->> 'matter' = 'text')
$$;
grant execute on function public.organisation_has_story(uuid, uuid, uuid, integer) to vakka_app;
