-- What an answer or a withdrawal makes of its request: a request is answered once, while it waits, and only what was given
-- is taken back. The link that gave a consent shows the receipt and takes it back until a month after the last afternoon.
create or replace function public.carry_decision() returns trigger
  language plpgsql
  as $$
declare
  last_day timestamptz;
begin
  if new.kind = 'withdrawal' then
    update public.consent_request r set state = 'withdrawn'
     where r.tenant_id = new.tenant_id and r.id = new.request_id and r.state in ('given', 'without-support');
    if not found then perform public.refuse('VK409', 'answer.rule.closed'); end if;
    return null;
  end if;
  update public.consent_request r
     set decided_at = new.decided_at,
         state = case when not new.consents then 'refused'
                      when r.asks_working_time and not new.support_working_time then 'without-support'
                      else 'given' end
   where r.tenant_id = new.tenant_id and r.id = new.request_id and r.state = 'waiting' and r.expires_at > new.decided_at
  returning (select max((s ->> 'date')::timestamp) from jsonb_array_elements(r.sessions) s) at time zone 'Europe/Helsinki'
    into last_day;
  if not found then perform public.refuse('VK409', 'answer.rule.closed'); end if;
  if new.consents then
    update public.consent_link l
       set expires_at = greatest(l.expires_at, greatest(new.decided_at, last_day) + interval '30 days')
     where l.tenant_id = new.tenant_id and l.id = new.link_id;
  end if;
  return null;
end $$;
