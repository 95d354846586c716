-- A kind of person that the kind of space does not know is refused; who has it from earlier keeps it.
create or replace function public.keep_person_kind() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if (tg_op = 'INSERT' or new.kind <> old.kind)
      and not exists (select from public.person_in_kind k join public.space s on s.kind = k.kind
        where s.id = new.tenant_id and k.person = new.kind) then
    perform public.refuse('VK409', 'person.rule.not-in-this-kind');
  end if;
  return new;
end $$;
