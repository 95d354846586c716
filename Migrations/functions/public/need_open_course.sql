-- An application is made, or taken up again, while the course is open: whoever closes it meanwhile waits, or is waited for.
create or replace function public.need_open_course() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'UPDATE' and old.state = 'received' then return new; end if;
  perform from public.course c
   where c.tenant_id = new.tenant_id and c.id = new.course_id and c.state = 'open' for share;
  if not found then perform public.refuse('VK409', 'application.rule.not-open'); end if;
  return new;
end $$;
