-- A coordinator answers, once and in words; an address is proven before that; nothing is erased before its time.
create or replace function public.keep_feedback() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'DELETE' then
    if coalesce(old.answered_at, 'infinity') > public.moment() - make_interval(days => public.feedback_days()) then
      perform public.refuse('VK409', 'feedback.rule.kept');
    end if;
    return old;
  end if;
  if old.answered_at is not null then perform public.refuse('VK409', 'feedback.rule.answered'); end if;
  if old.email_proven and not new.email_proven then perform public.refuse('VK409', 'feedback.rule.proven'); end if;
  if new.answer is not null then
    if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
      perform public.refuse('VK403', 'feedback.rule.coordinator');
    end if;
    if new.answer = '' then perform public.refuse('VK409', 'feedback.rule.empty'); end if;
    new.answered_at := public.moment();
    new.answered_by := public.current_actor();
  end if;
  return new;
end $$;
