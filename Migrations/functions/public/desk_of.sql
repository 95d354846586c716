-- Whose desk something is on for who asks: `own`, `other`, or `none` where nobody who is a coordinator today has taken it.
create or replace function public.desk_of(member uuid) returns text
  language sql stable
  as $$
    select case when member = public.current_actor() then 'own'
      when public.holds_role(public.current_tenant(), member, 'coordinator') then 'other' else 'none' end
  $$;
grant execute on function public.desk_of(uuid) to vakka_app;
