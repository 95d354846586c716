-- A coordinator sends feedback to the other end: the partner's its own, the association's what an expert has allowed, once it is open.
create or replace function public.keep_feedback_letter() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'engagement.rule.coordinator');
  end if;
  if (select s.kind = 'association' from public.space s where s.id = new.tenant_id)
      and not exists (select from public.engagement_feedback f where f.tenant_id = new.tenant_id
        and f.engagement_id = new.reference and f.id = (new.body ->> 'feedback')::uuid and f.side = 'expert'
        and f.kind = 'words' and new.body ->> 'trouble' = 'false' and f.body = new.body ->> 'text'
        and f.may_pass and public.feedback_is_open(f.engagement_id)) then
    perform public.refuse('VK409', 'telling.rule.not-allowed');
  end if;
  return new;
end $$;
