-- Moves rows of one person to another: all of them, or those of `which` (a table's name to ids) with what hangs on them by now.
-- Answers with what has moved.
create or replace function public.people_move(space uuid, from_person uuid, to_person uuid, which jsonb) returns jsonb
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  matter name;
  ids jsonb;
  moved jsonb := '{}';
  hangs text;
begin
  set constraints public.release_tenant_id_application_id_person_id_fkey,
    public.consent_ask_tenant_id_release_id_application_id_person_id_fkey,
    public.enrolment_tenant_id_application_id_course_id_person_id_fkey,
    public.enrolment_tenant_id_consent_ask_id_application_id_person_i_fkey deferred;
  for matter in select m from public.person_matters() m loop
    hangs := case when matter in ('release', 'consent_ask', 'enrolment')
      then 'or application_id::text in (select jsonb_array_elements_text($4 -> ''application''))' else '' end;
    execute format('with m as (update public.%I set person_id = $1 %s where tenant_id = $2 and person_id = $3'
        || ' and ($4 is null or id::text in (select jsonb_array_elements_text($4 -> %L)) %s) returning id)'
        || ' select jsonb_agg(id order by id) from m',
        matter, case matter when 'application' then ', searched = ''''' else '' end, matter, hangs)
      into ids using to_person, space, from_person, which;
    if ids is not null then moved := moved || jsonb_build_object(matter, ids); end if;
  end loop;
  set constraints public.release_tenant_id_application_id_person_id_fkey,
    public.consent_ask_tenant_id_release_id_application_id_person_id_fkey,
    public.enrolment_tenant_id_application_id_course_id_person_id_fkey,
    public.enrolment_tenant_id_consent_ask_id_application_id_person_i_fkey immediate;
  return moved;
end $$;
