-- An invitation from outside the space: its first coordinator, an auditor, the command line.
create or replace function public.invitation_make(space uuid, fresh uuid, address text, called text, wanted text[],
    last_day date, spoken text, token bytea, days integer) returns void
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    update public.invitation set revoked_at = public.moment()
      where tenant_id = space and email = address and used_at is null and revoked_at is null;
    insert into public.invitation (tenant_id, id, email, name, roles, role_ends_on, language, token_hash, expires_at)
      values (space, fresh, address, called, wanted, last_day, spoken, token, public.moment() + make_interval(days => days));
$$;
grant execute on function public.invitation_make(uuid,uuid,text,text,text[],date,text,bytea,integer) to vakka_app;
