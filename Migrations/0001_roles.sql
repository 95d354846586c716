-- Roles of the database, the schemas they own, and the context that every policy reads.
-- vakka_app and vakka_worker log in and own nothing; the others own and never log in.
do $$
declare name text;
begin
  foreach name in array array['vakka_owner', 'vakka_accounts', 'vakka_log'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I nologin nosuperuser nobypassrls nocreatedb nocreaterole', name);
    end if;
  end loop;
  foreach name in array array['vakka_app', 'vakka_worker'] loop
    if not exists (select from pg_roles where rolname = name) then
      execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', name);
    end if;
  end loop;
end $$;

do $$
begin
  execute format('grant create on database %I to vakka_owner, vakka_accounts, vakka_log', current_database());
  execute format('revoke all on database %I from public', current_database());
  execute format('grant connect on database %I to vakka_app, vakka_worker', current_database());
  -- An injected statement must not change the space: the context comes from SET LOCAL alone.
  if (select rolsuper from pg_roles where rolname = current_user) then
    revoke execute on function pg_catalog.set_config(text, text, boolean) from public;
  end if;
end $$;

revoke all on schema public from public;
grant usage, create on schema public to vakka_owner;
grant usage on schema public to vakka_app, vakka_worker, vakka_accounts, vakka_log;
create schema accounts authorization vakka_accounts;
create schema log authorization vakka_log;
grant usage on schema accounts, log to vakka_owner;
grant usage on schema accounts, log to vakka_app;

set role vakka_owner;

create function public.current_tenant() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.tenant', true), '')::uuid;
comment on function public.current_tenant() is 'The space that this transaction is in; null outside spaces, where nothing is seen.';

create function public.current_actor() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.actor', true), '')::uuid;
comment on function public.current_actor() is 'The membership that acts; null for visitors and jobs.';

-- Rules that people break are raised with a wording key: VK409 becomes a conflict, VK403 a refusal.
create function public.refuse(code text, why text) returns void
  language plpgsql
  as $$ begin raise exception using errcode = code, message = why; end $$;

revoke execute on function public.current_tenant(), public.current_actor(), public.refuse(text, text)
  from public;
grant execute on function public.current_tenant(), public.current_actor(), public.refuse(text, text)
  to vakka_app, vakka_worker, vakka_accounts, vakka_log;
