-- Ends a membership from outside the space, by the command line: it is over since yesterday.
create or replace function public.member_end(member uuid) returns void
  language sql
  as $$
    update public.membership m set ends_on = public.today() - 1
     where m.tenant_id = public.current_tenant() and m.id = member;
$$;
grant execute on function public.member_end(uuid) to vakka_app;
