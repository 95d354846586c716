-- What was sent has come: looked at when the transaction ends, which writes both ends.
create or replace function public.check_letter_came() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.direction = 'out' and not exists (select from public.letter t
      where t.tenant_id = new.other_space_id and t.other_space_id = new.tenant_id and t.direction = 'in'
        and t.kind = new.kind and t.reference = new.reference and t.body = new.body and t.at = new.at) then
    raise exception 'a letter was sent and has not come: %', new.kind;
  end if;
  return null;
end $$;
