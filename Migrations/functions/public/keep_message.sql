-- A message is a coordinator's, has a subject and a text that people can see, and goes to an address of somebody to whom the
-- space may write. No check of the table's: the worker, who moves it along, could not make it.
create or replace function public.keep_message() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if not public.holds_role(new.tenant_id, public.current_actor(), 'coordinator') then
    perform public.refuse('VK403', 'mails.rule.not-yours-to-write');
  end if;
  if not exists (select from public.reached_at(new.recipient) r
      cross join lateral (
        select * from public.message_readers('people', array[r.person])
        union all select * from public.message_readers('members', array[r.member])) m
     where m.address = new.recipient and m.bar = '') then
    perform public.refuse('VK409', 'mails.rule.nobody-there');
  end if;
  if char_length(new.subject) not between 3 and 120 or not public.is_visible_line(new.subject)
    or char_length(new.body) not between 1 and 5000 or public.has_identity_code(new.subject || ' ' || new.body) then
    raise exception 'a message of this subject or text' using errcode = 'check_violation';
  end if;
  return new;
end $$;
