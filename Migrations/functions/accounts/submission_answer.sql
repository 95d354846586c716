-- Keeps the answer of a form whose key was claimed, with the session that it opened.
create or replace function accounts.submission_answer(sending uuid, reply text, opened uuid) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update accounts.submission s set answer = reply, session_id = opened where s.key = sending;
$$;
grant execute on function accounts.submission_answer(uuid,text,uuid) to vakka_app;
