-- What an order is about, its coordinator changes while it is a draft; once it has been sent, the app's role changes none of it.
create or replace function public.keep_engagement_facts() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  -- What is no fact: how far it has come.
  course text[] := '{state,changed_at,desk,is_heavy}';
begin
  if (to_jsonb(new) - course) is distinct from (to_jsonb(old) - course) then
    if old.state <> 'draft' then
      perform public.refuse('VK409', 'engagement.rule.state-changed');
    elsif not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
      perform public.refuse('VK403', 'engagement.rule.coordinator');
    end if;
  end if;
  return new;
end $$;
