-- The association takes back a version of a story, or the link to its recording: what this end has of it is over.
create or replace function public.story_copy_take_back(which uuid, of_version integer, matter text) returns boolean
  language plpgsql
  as $$
begin
  if matter = 'recording' then
    update public.story_copy c set recording_link = ''
     where c.tenant_id = public.current_tenant() and c.id = which and c.version = of_version;
  else
    update public.story_copy c set state = 'taken-back'
     where c.tenant_id = public.current_tenant() and c.id = which and c.version = of_version;
  end if;
  return found;
end $$;
grant execute on function public.story_copy_take_back(uuid, integer, text) to vakka_app;
