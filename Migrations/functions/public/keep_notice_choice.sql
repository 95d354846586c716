-- A notice that its reader has switched off, or gets in the morning, does not wait to be sent.
create or replace function public.keep_notice_choice() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  return case when accounts.notice_goes(new.account_id, new.kind) then new end;
end $$;
