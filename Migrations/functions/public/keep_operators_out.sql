-- The operator sees no content of spaces, so no space may have an operator among its members.
create or replace function public.keep_operators_out() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare is_operator boolean;
begin
  if tg_table_name = 'membership' then
    is_operator := accounts.is_operator(new.account_id);
  elsif tg_table_name = 'membership_role' then
    is_operator := exists (select from public.membership m
      where m.tenant_id = new.tenant_id and m.id = new.membership_id and accounts.is_operator(m.account_id));
  else
    is_operator := accounts.is_operator_address(new.email);
  end if;
  if is_operator then perform public.refuse('VK409', 'members.rule.operator'); end if;
  return new;
end $$;
