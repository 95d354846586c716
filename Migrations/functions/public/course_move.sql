-- Takes a course (`which`) from one state to the next; whether it may go there, its rules decide. Refused when somebody else
-- has moved it meanwhile. The course's name.
create or replace function public.course_move(which uuid, from_state text, to_state text) returns text
  language plpgsql
  as $$
declare
  moved text;
begin
  update public.course c set state = to_state
   where c.tenant_id = public.current_tenant() and c.id = which and c.state = from_state and from_state <> to_state
  returning c.name into moved;
  if not found then perform public.refuse('VK409', 'course.rule.state-changed'); end if;
  return moved;
end $$;
grant execute on function public.course_move(uuid, text, text) to vakka_app;
