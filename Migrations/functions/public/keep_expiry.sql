-- Nothing has expired before its time.
create or replace function public.keep_expiry() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.state = 'expired' and old.state <> 'expired' and (old.state <> 'waiting' or old.expires_at > public.moment()) then
    perform public.refuse('VK409', 'answer.rule.open');
  end if;
  return new;
end $$;
