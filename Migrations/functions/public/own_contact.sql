-- What the entered space is called in its own language, and how it is reached, as it says it to other organisations.
create or replace function public.own_contact() returns table (name text, language text, email text, phone text)
  language sql stable
  as $$
    select case s.default_language when 'sv' then s.name_sv when 'en' then s.name_en else s.name_fi end,
        s.default_language, s.contact_email, s.contact_phone
      from public.space s where s.id = public.current_tenant()
  $$;
grant execute on function public.own_contact() to vakka_app;
