-- What the house does not take: an operator as a member, letters to a closed space, session upon session.
set role vakka_accounts;

-- The operator sees no space's content, so no space may have an operator among its members.
create function accounts.is_operator(account uuid) returns boolean
  language sql stable security definer set search_path = accounts, pg_catalog
  begin atomic
    select exists (select from accounts.account a where a.id = account and a.is_operator);
  end;

create function accounts.is_operator_address(address text) returns boolean
  language sql stable security definer set search_path = accounts, pg_catalog
  begin atomic
    select exists (select from accounts.account a where a.email = lower(address) and a.is_operator);
  end;

-- Ends the oldest open sessions of an account that are more than it may have.
create function accounts.session_trim(account uuid, most integer) returns bigint
  language sql security definer set search_path = accounts, pg_catalog
  begin atomic
    with ended as (
      update accounts.session s set ended_at = now()
        where s.id in (select o.id from accounts.session o
            where o.account_id = account and o.ended_at is null
              and o.seen_at > now() - interval '30 minutes' and o.created_at > now() - interval '10 hours'
            order by o.created_at desc, o.id desc offset most)
        returning 1)
    select count(*) from ended;
  end;

-- Whether the account has signed in from this network within a month.
create function accounts.knows_network(account uuid, network text) returns boolean
  language sql stable security definer set search_path = accounts, pg_catalog
  begin atomic
    select exists (select from accounts.session s where s.account_id = account and s.address = network
      and s.created_at > now() - interval '30 days');
  end;

revoke execute on function accounts.is_operator(uuid), accounts.is_operator_address(text),
  accounts.session_trim(uuid, integer), accounts.knows_network(uuid, text) from public;
grant execute on function accounts.is_operator(uuid), accounts.is_operator_address(text) to vakka_owner;
grant execute on function accounts.session_trim(uuid, integer), accounts.knows_network(uuid, text) to vakka_app;

reset role;
set role vakka_owner;

create function public.keep_operators_out() returns trigger
  language plpgsql security definer set search_path = pg_catalog
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
revoke execute on function public.keep_operators_out() from public;
create trigger no_operators before insert on public.membership
  for each row execute function public.keep_operators_out();
create trigger no_operators before insert on public.membership_role
  for each row execute function public.keep_operators_out();
create trigger no_operators before insert on public.invitation
  for each row execute function public.keep_operators_out();

-- A suspended space takes no requests and no answers. What somebody takes back reaches it all the same: that is their right.
create function public.keep_letters_out() returns trigger
  language plpgsql security definer set search_path = pg_catalog
  as $$
begin
  if new.direction = 'in' and new.kind not in ('consent.withdrawn', 'consent.cancelled')
      and exists (select from public.space s where s.id = new.tenant_id and s.state = 'suspended') then
    perform public.refuse('VK409', 'letter.rule.suspended');
  end if;
  return new;
end $$;
revoke execute on function public.keep_letters_out() from public;
create trigger no_letters before insert on public.letter
  for each row execute function public.keep_letters_out();

-- An applicant's address, hashed with the request's id: the employer can tell whether an answer comes from it, and not read it.
alter table public.consent_request add column applicant_mark bytea not null default '';

reset role;
