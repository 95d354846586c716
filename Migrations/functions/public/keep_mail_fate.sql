-- A mail waits, then a mail server takes it or not; only what was taken comes back.
create or replace function public.keep_mail_fate() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state = old.state or (old.state = 'waiting' and new.state in ('sent', 'refused', 'failed'))
    or (old.state = 'sent' and new.state = 'bounced') then
    return new;
  end if;
  raise exception 'a mail that is % does not become %', old.state, new.state using errcode = 'check_violation';
end $$;
