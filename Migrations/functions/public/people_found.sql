-- The people of the register within somebody's reach, and of them those that a list asks for. Lists, counts, files and
-- single pages all ask here, so that none shows more than another. Plain SQL, which the planner takes apart.
create or replace function public.people_found(reach text, own uuid, kind text, state text, speaks text, prefix text)
  returns setof public.person
  language sql stable
  as $$
  select p.* from public.person p
   where p.tenant_id = public.current_tenant()
     and case people_found.reach
           when 'all' then true
           when 'course' then p.id = people_found.own or exists (
             select from public.enrolment e
               join public.course_trainer t on t.tenant_id = e.tenant_id and t.course_id = e.course_id
              where e.tenant_id = p.tenant_id and e.person_id = p.id and t.membership_id = public.current_actor())
           when 'own' then p.id = people_found.own
           else false
         end
     and (people_found.kind is null or p.kind = people_found.kind)
     and (people_found.state is null or p.state = people_found.state)
     and (people_found.speaks is null or p.language = people_found.speaks)
     and (people_found.prefix is null
       or (p.name_key >= public.search_key(people_found.prefix) collate "C"
         and p.name_key < (public.search_key(people_found.prefix) || chr(1114111)) collate "C")
       or (p.given_key >= public.search_key(people_found.prefix) collate "C"
         and p.given_key < (public.search_key(people_found.prefix) || chr(1114111)) collate "C"))
$$;
grant execute on function public.people_found(text,uuid,text,text,text,text) to vakka_app;
