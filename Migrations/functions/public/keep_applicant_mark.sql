-- A request carries by what the applicant is recognised: the mark of the address that their account has proven. The provider's
-- letter says it, and the employer keeps what the letter says.
create or replace function public.keep_applicant_mark() returns trigger
  language plpgsql
  as $$
declare
  said text;
begin
  if tg_table_name = 'letter' then
    select encode(public.address_mark(k.id::text, nullif(public.person_address(k.person_id), '')), 'hex') into said
      from public.consent_ask k where k.tenant_id = new.tenant_id and k.id = new.reference;
    if new.body ->> 'applicant_mark' <> coalesce(said, '') then
      raise exception 'a request names another applicant than the account that has applied';
    end if;
    return new;
  end if;
  select l.body ->> 'applicant_mark' into said
    from public.letter l
   where l.tenant_id = new.tenant_id and l.kind in ('consent.request', 'consent.renewed') and l.direction = 'in' and l.reference = new.ask_id;
  if encode(new.applicant_mark, 'hex') is distinct from said then
    raise exception 'a request names another applicant than its letter';
  end if;
  return new;
end $$;
