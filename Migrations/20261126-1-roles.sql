-- Roles of the database and the schemas they own.
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

-- A function is for those whom its file names, and for nobody else.
alter default privileges for role vakka_owner, vakka_accounts, vakka_log revoke execute on functions from public;
