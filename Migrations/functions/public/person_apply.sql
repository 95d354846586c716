-- What an applicant has told of themself: a new participant of the register, or newer contacts of the one there is.
create or replace function public.person_apply(who uuid, given text, family text, address text, called text, town text,
    spoken text) returns void
  language plpgsql
  as $$
begin
  update public.person p set phone = called, municipality = town, language = spoken
   where p.tenant_id = public.current_tenant() and p.id = who;
  if not found then
    insert into public.person (tenant_id, id, given_name, family_name, email, phone, municipality, language, kind)
      values (public.current_tenant(), who, given, family, address, called, town, spoken, 'participant');
  end if;
end $$;
grant execute on function public.person_apply(uuid, text, text, text, text, text, text) to vakka_app;
