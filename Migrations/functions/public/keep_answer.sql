-- A request is answered once, while it waits and before it runs out: what came of it only ends, taken back by the employer or
-- closed by the provider.
create or replace function public.keep_answer() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if old.state = 'waiting' then
    if new.state in ('given', 'without-support', 'refused') and old.expires_at <= coalesce(new.decided_at, public.moment()) then
      perform public.refuse('VK409', 'answer.rule.closed');
    end if;
    return new;
  end if;
  if (new.state <> old.state and not (old.state in ('given', 'without-support') and new.state in ('withdrawn', 'cancelled', 'replaced')))
      or (new.decided_at, new.decided_by, new.strength, new.support_working_time, new.support_travel,
          new.support_substitute, new.support_contact)
        is distinct from (old.decided_at, old.decided_by, old.strength, old.support_working_time, old.support_travel,
          old.support_substitute, old.support_contact) then
    perform public.refuse('VK409', 'answer.rule.closed');
  end if;
  return new;
end $$;
