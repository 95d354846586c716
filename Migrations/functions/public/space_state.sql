-- Suspends a space or opens it again: an employer's that nobody had claimed opens as unclaimed.
create or replace function public.space_state(which uuid, wanted text) returns bigint
  language sql security definer set search_path = pg_catalog, pg_temp
  as $$
    with changed as (
      update public.space s set state = case
          when wanted = 'active' and s.kind = 'employer' and not exists (select from public.membership_role r
            where r.tenant_id = s.id and r.role = 'coordinator') then 'unclaimed'
          else wanted end
        where s.id = which and s.state <> wanted and (wanted = 'suspended' or s.state = 'suspended')
        returning 1)
    select count(*) from changed;
$$;
grant execute on function public.space_state(uuid,text) to vakka_app;
