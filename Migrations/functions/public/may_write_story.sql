-- A story is written by whom it is about, and by the coordinators of the space.
create or replace function public.may_write_story(person uuid) returns boolean
  language sql stable
  as $$
    select coalesce(public.member_person(public.current_actor()) = person, false)
      or public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
$$;
