-- Asks an employer anew, about facts that ask more than those it knows: the earlier ask is replaced, the permission names the
-- new facts, and a place that is held keeps its seat until it is answered, for a while.
create or replace function public.consent_renew(earlier uuid, fresh uuid, version integer, until timestamptz)
  returns void
  language plpgsql
  as $$
declare
  ask public.consent_ask;
begin
  update public.consent_ask k set state = 'replaced'
   where k.tenant_id = public.current_tenant() and k.id = earlier
     and public.consent_state(k.state, k.expires_at) in ('waiting', 'given', 'without-support')
  returning k.* into ask;
  if not found then perform public.refuse('VK409', 'answer.rule.closed'); end if;
  update public.release r set facts_version = 0 where r.tenant_id = ask.tenant_id and r.id = ask.release_id;
  insert into public.consent_ask (tenant_id, id, release_id, application_id, person_id, text_version, expires_at, renews)
  values (ask.tenant_id, fresh, ask.release_id, ask.application_id, ask.person_id, version, until, earlier);
  perform public.place_renew(earlier, fresh, public.seat_until(fresh));
end $$;
grant execute on function public.consent_renew(uuid, uuid, integer, timestamptz) to vakka_app;
