-- The invitation that a link opens, in whatever state it is, and who sent it.
create or replace function public.invitation_of_link(hash bytea)
  returns table (id uuid, email text, name text, roles text[], role_ends_on date, expires_at timestamptz,
    used_at timestamptz, revoked_at timestamptz, inviter_person uuid, inviter uuid, inviter_name text)
  language sql stable
  as $$
    select i.id, i.email, i.name, i.roles, i.role_ends_on, i.expires_at, i.used_at, i.revoked_at,
           m.person_id, m.id, m.name
      from public.invitation i
      left join public.membership m on m.tenant_id = i.tenant_id and m.id = i.invited_by
     where i.tenant_id = public.current_tenant() and i.token_hash = invitation_of_link.hash
  $$;
grant execute on function public.invitation_of_link(bytea) to vakka_app;
