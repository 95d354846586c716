-- What an address can be recognised by in one matter, and never read from.
create or replace function public.address_mark(matter text, address text) returns bytea
  language sql immutable
  as $$ select sha256(convert_to(matter || ' ' || address, 'UTF8')) $$;
grant execute on function public.address_mark(text, text) to vakka_app;
