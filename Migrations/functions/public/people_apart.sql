-- Somebody has said that these are not the same: nobody is asked of them again.
create or replace function public.people_apart(who uuid, others uuid[]) returns integer
  language plpgsql
  as $$
declare
  number integer;
begin
  update public.person_alike x set apart_at = public.moment()
   where x.tenant_id = public.current_tenant() and x.apart_at is null
     and (x.one = who and x.other = any (others) or x.other = who and x.one = any (others));
  get diagnostics number = row_count;
  return number;
end $$;
grant execute on function public.people_apart(uuid, uuid[]) to vakka_app;
