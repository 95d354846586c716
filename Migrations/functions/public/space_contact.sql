-- How a space can be reached, as it says of itself.
create or replace function public.space_contact(space uuid) returns table (email text, phone text)
  language sql stable
  as $$ select contact_email, contact_phone from public.space where id = space_contact.space $$;
grant execute on function public.space_contact(uuid) to vakka_app;
