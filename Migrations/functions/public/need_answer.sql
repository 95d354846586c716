-- What an employer has answered or taken back came by its letter.
create or replace function public.need_answer() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  perform from public.letter l
    where l.tenant_id = new.tenant_id and l.direction = 'in' and l.reference = new.id
      and case new.state when 'withdrawn' then l.kind = 'consent.withdrawn'
            else l.kind = 'consent.answer' and l.body ->> 'state' = new.state end;
  if not found then perform public.refuse('VK409', 'answer.rule.closed'); end if;
  return new;
end $$;
