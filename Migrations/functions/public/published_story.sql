-- A story that anybody may read, with the link to its recording where every side has approved that too; one that was public
-- and is no longer has no text.
create or replace function public.published_story(which uuid)
  returns table (is_public boolean, title text, body text, name_shown text, language text, other_name text, recording_link text,
    published_at timestamptz)
  language sql stable
  as $$
    select s.state = 'published', coalesce(v.title, ''), coalesce(v.body, ''), coalesce(v.name_shown, ''),
        coalesce(v.language, 'fi'), case when v.title is null then '' else s.other_name end,
        case when public.story_approved(s.tenant_id, s.id, s.version, 'recording') then coalesce(v.recording_link, '') else '' end,
        s.published_at
      from public.story s
      left join public.story_version v
        on v.tenant_id = s.tenant_id and v.story_id = s.id and v.version = s.version and s.state = 'published'
     where s.tenant_id = public.current_tenant() and s.id = which and s.published_at is not null
       and s.state in ('published', 'taken-back')
$$;
grant execute on function public.published_story(uuid) to vakka_app;
