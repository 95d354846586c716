-- A member is tied once to one person of the register, by the address that the account has proven. Whom the register has
-- under it can change the address only after that.
create or replace function public.keep_tie() returns trigger
  language plpgsql
  as $$
begin
  if tg_op = 'UPDATE' and old.person_id is not null and old.person_id <> new.person_id then
    raise exception 'a member is one person of the register, and stays so';
  end if;
  if tg_op = 'INSERT' or old.person_id is null then
    if not exists (select from public.person p
        where p.tenant_id = new.tenant_id and p.id = new.person_id and p.email = new.email) then
      raise exception 'a member is tied to a person by the address of the account';
    end if;
  end if;
  return new;
end $$;
