-- Claims a form's key until the transaction ends: null when it is to be carried out, else the first answer.
--
-- A form that is being carried out right now makes this wait. What is older than `seconds`, or opened a session that has
-- ended, is carried out anew, and so is what has no answer; the same key with other content is refused.
create or replace function accounts.submission_claim(sending uuid, at_path text, sent bytea, seconds integer) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare earlier accounts.submission;
begin
  loop
    insert into accounts.submission (key, path, content) values (sending, at_path, sent) on conflict do nothing;
    if found then
      delete from accounts.submission where key in (
        select s.key from accounts.submission s where s.at < public.moment() - interval '1 day'
          order by s.at limit 100 for update skip locked);
      return null;
    end if;
    -- Written again, so that this commit waits for a standby as the first should have.
    update accounts.submission s set at = s.at where s.key = sending returning * into earlier;
    exit when found;
  end loop;
  -- What led back to its form with what was wrong is sent again, mended, under the same key.
  if earlier.answer = '' or earlier.answer like '%tried=%' and earlier.content <> sent or earlier.at < public.moment() - make_interval(secs => seconds) or exists (
    select from accounts.session s where s.id = earlier.session_id and s.ended_at is not null) then
    update accounts.submission s
      set path = at_path, content = sent, answer = '', session_id = null, at = public.moment() where s.key = sending;
    return null;
  end if;
  if earlier.path <> at_path or earlier.content <> sent then
    perform public.refuse('VK409', 'form.once.other');
  end if;
  return earlier.answer;
end $$;
grant execute on function accounts.submission_claim(uuid,text,bytea,integer) to vakka_app;
