-- The only way to the text of notes: what is asked for is in the log before it is given. The event tells of the person and of
-- whoever has written the notes; an event has no place for more than a hundred.
create or replace function public.read_notes(person uuid, event jsonb, about uuid[], salts bytea, commitments bytea[])
  returns table (id uuid, body text)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if (event ->> 'space')::uuid is distinct from public.current_tenant() or event ->> 'action' is distinct from 'note.revealed'
      or event -> 'first' is distinct from '0'::jsonb or event -> 'people' is distinct from to_jsonb(cardinality(about))
      or (read_notes.person = any (about)) is not true
      or cardinality(about) < 100 and exists (select from public.person_note n
        where n.tenant_id = public.current_tenant() and n.person_id = read_notes.person
          and public.may_read_note(n.person_id, n.readers)
          and coalesce(public.member_person(n.author_id), n.author_id) <> all (about)) then
    raise exception 'the event does not tell of this reading';
  end if;
  perform log.append(jsonb_build_array(event), about, salts, commitments);
  return query select n.id, n.body from public.person_note n
    where n.tenant_id = public.current_tenant() and n.person_id = read_notes.person
      and public.may_read_note(n.person_id, n.readers);
end $$;
grant execute on function public.read_notes(uuid,jsonb,uuid[],bytea,bytea[]) to vakka_app;
