-- An invitation (`which`) is used, once: whoever comes second is refused.
create or replace function public.invitation_use(which uuid) returns void
  language plpgsql
  as $$
begin
  update public.invitation i set used_at = public.moment()
   where i.tenant_id = public.current_tenant() and i.id = which
     and i.used_at is null and i.revoked_at is null and i.expires_at > public.moment();
  if not found then perform public.refuse('VK409', 'signIn.invitation.used'); end if;
end $$;
grant execute on function public.invitation_use(uuid) to vakka_app;
