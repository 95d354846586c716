-- 'right' once, then the code is gone; 'wrong' counts a try; 'spent' when it is over.
create or replace function accounts.code_try(address text, why text, code bytea, browser bytea, tries_max integer) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare kept accounts.code;
begin
  update accounts.code set tries = tries + 1
    where email = address and purpose = why and browser_hash = browser
    returning * into kept;
  if not found or kept.expires_at < public.moment() or kept.tries > tries_max then return 'spent'; end if;
  if kept.code_hash <> code then return 'wrong'; end if;
  delete from accounts.code where email = address and purpose = why and browser_hash = browser;
  return 'right';
end $$;
grant execute on function accounts.code_try(text,text,bytea,bytea,integer) to vakka_app;
