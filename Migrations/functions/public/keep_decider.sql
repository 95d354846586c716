-- An answer comes from a consent-giver with an account, or from the holder of a link: each at the address that they have
-- proven, and nobody answers a request about themselves.
create or replace function public.keep_decider() returns trigger
  language plpgsql
  as $$
declare
  proven text;
begin
  if new.link_id is not null then
    select l.email into proven from public.consent_link l
     where l.tenant_id = new.tenant_id and l.id = new.link_id and l.request_id = new.request_id;
  else
    select m.email into proven from public.membership m
     where m.tenant_id = new.tenant_id and m.id = new.membership_id
       and public.holds_role(m.tenant_id, m.id, 'consent-giver');
  end if;
  if proven is null or proven <> new.email then perform public.refuse('VK403', 'answer.barred.giver'); end if;
  if exists (select from public.consent_request r
      where r.tenant_id = new.tenant_id and r.id = new.request_id
        and r.applicant_mark = public.address_mark(r.id::text, proven)) then
    perform public.refuse('VK403', 'answer.barred.own');
  end if;
  return new;
end $$;
