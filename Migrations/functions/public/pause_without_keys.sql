-- A permission that is taken back pauses the place in the same statement; attended sessions stay.
create or replace function public.pause_without_keys() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  update public.enrolment e set state = 'paused', changed_at = public.moment() from public.consent_ask c
    where e.tenant_id = new.tenant_id and c.tenant_id = new.tenant_id and c.release_id = new.id
      and e.consent_ask_id = c.id and e.state in ('active', 'renewing');
  return null;
end $$;
