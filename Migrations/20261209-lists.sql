-- How each invitation stands is said once, for its list, its page and whoever sends it again.
set role vakka_owner;
create view public.invitation_line with (security_invoker = true) as
  select i.tenant_id, i.id, i.name, i.email, i.roles, i.role_ends_on, i.language, i.created_at, i.expires_at, i.used_at,
         i.revoked_at, d.at as returned_at,
         case when i.used_at is not null then 'used' when i.revoked_at is not null then 'revoked'
              when d.at is not null then 'returned' when i.expires_at <= public.moment() then 'expired'
              else 'open' end as state
    from public.invitation i
    left join public.returned_address d on d.tenant_id = i.tenant_id and d.address = i.email;
comment on view public.invitation_line is
  'Invitations with how they stand: open, expired, returned (the address takes no mail), used or revoked.';
grant select on public.invitation_line to vakka_app;
reset role;
