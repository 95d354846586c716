-- Whom anybody may ask of a space, as far as the space wants it told.
create or replace function public.public_contact()
  returns table (business_id text, name text, address text, email text, phone text)
  language sql stable
  as $$
  select coalesce(s.business_id, ''),
      case s.contact_for when 'anybody' then s.contact_name else '' end,
      case s.contact_for when 'anybody' then s.contact_address else '' end,
      case s.contact_for when 'anybody' then s.contact_email else '' end,
      case s.contact_for when 'anybody' then s.contact_phone else '' end
    from public.space s where s.id = public.current_tenant()
$$;
grant execute on function public.public_contact() to vakka_app;
