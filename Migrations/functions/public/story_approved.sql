-- Whether every side has approved a version of a story, its text or the link to its recording, and stands by it.
create or replace function public.story_approved(space uuid, story uuid, version integer, matter text) returns boolean
  language sql stable
  as $$
    select bool_and(exists (select from public.story_approval a
        where a.tenant_id = story_approved.space and a.story_id = story_approved.story and a.version = story_approved.version
          and a.side = x.side and a.matter = story_approved.matter and a.answer = 'approved' and a.taken_back_at is null))
      from public.story s, unnest(array['person', 'organisation']) x (side)
     where s.tenant_id = story_approved.space and s.id = story_approved.story and (x.side = 'person' or s.other_id is not null)
$$;
grant execute on function public.story_approved(uuid, uuid, integer, text) to vakka_app;
