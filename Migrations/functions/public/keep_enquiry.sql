-- An enquiry comes unproven, to a door that is open; its steps are a coordinator's; nothing is erased before its time.
create or replace function public.keep_enquiry() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'INSERT' then
    if new.state <> 'unproven' or not exists (
      select from public.public_text t where t.tenant_id = new.tenant_id and t.topic = 'co-operation' and t.readers = 'anybody') then
      perform public.refuse('VK409', 'enquiries.rule.closed');
    end if;
    return new;
  end if;
  if tg_op = 'DELETE' then
    if old.state <> 'unproven' or old.sent_at > public.moment() - interval '30 minutes' then
      perform public.refuse('VK409', 'enquiries.rule.kept');
    end if;
    return old;
  end if;
  if old.state = new.state then perform public.refuse('VK409', 'enquiries.rule.state'); end if;
  if old.state = 'unproven' then
    if new.state <> 'new' or new.answer is not null or old.sent_at <= public.moment() - interval '30 minutes' then
      perform public.refuse('VK409', 'enquiries.rule.state');
    end if;
    if (select count(*) from public.enquiry_answer a where a.tenant_id = new.tenant_id and a.enquiry_id = new.id) < 2 then
      perform public.refuse('VK409', 'enquiries.rule.empty');
    end if;
  elsif new.state = 'erased' then
    if old.state = 'partner' or old.changed_at > public.moment() - make_interval(days => public.enquiry_days()) then
      perform public.refuse('VK409', 'enquiries.rule.kept');
    end if;
    new.organisation := '';
    new.name := '';
    new.email := '';
    new.phone := '';
    new.answer := null;
  else
    if current_user = 'vakka_app' and not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
      perform public.refuse('VK403', 'enquiries.rule.coordinator');
    end if;
    if (old.state, new.state) not in (('new', 'answered'), ('new', 'closed'), ('answered', 'closed'), ('answered', 'partner'),
      ('closed', 'answered'), ('closed', 'new'))
      or (old.state = 'closed' and (new.state = 'new') <> (old.answered_at is null)) then
      perform public.refuse('VK409', 'enquiries.rule.state');
    end if;
    if new.answer is distinct from old.answer and (old.answer is not null or new.state <> 'answered') then
      perform public.refuse('VK409', 'enquiries.rule.state');
    end if;
    if old.state = 'new' and new.state = 'answered' then
      if coalesce(new.answer, '') = '' then perform public.refuse('VK409', 'enquiries.rule.empty'); end if;
      new.answered_at := public.moment();
      new.answered_by := public.current_actor();
    end if;
  end if;
  new.changed_at := public.moment();
  return new;
end $$;
