-- What an application that goes on lacks: its applicant (`left`), or what became of a request that does not get there; empty for
-- nothing.
create or replace function public.application_lacks(stage text, astray text, who uuid) returns text
  language sql stable
  as $$
    select case
      when stage in ('withdrawn', 'closed', 'left', 'ended', 'completed', 'not-completed') then ''
      when public.person_has_left(who) then 'left'
      else coalesce(astray, '') end
  $$;
grant execute on function public.application_lacks(text, text, uuid) to vakka_app;
