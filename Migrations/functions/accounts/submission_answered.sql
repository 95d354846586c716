-- The first answer of a form, for who comes with another session than the form was made for; nothing when there is none.
create or replace function accounts.submission_answered(sending uuid, at_path text, sent bytea) returns setof text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select s.answer from accounts.submission s
      where s.key = sending and s.path = at_path and s.content = sent and s.answer <> ''
        and s.at > public.moment() - interval '1 day'
        and not exists (select from accounts.session e where e.id = s.session_id and e.ended_at is not null);
$$;
grant execute on function accounts.submission_answered(uuid,text,bytea) to vakka_app;
