-- The stories that anybody may read in the entered space, newest first.
create or replace function public.published_stories()
  returns table (id uuid, title text, name_shown text, language text, published_at timestamptz)
  language sql stable
  as $$
    select s.id, v.title, v.name_shown, v.language, s.published_at
      from public.story s
      join public.story_version v on v.tenant_id = s.tenant_id and v.story_id = s.id and v.version = s.version
     where s.tenant_id = public.current_tenant() and s.state = 'published'
     order by s.published_at desc, s.id desc limit 200
$$;
grant execute on function public.published_stories() to vakka_app;
