create or replace function public.is_phone(number text) returns boolean
  language sql immutable strict parallel safe
  as $$ select number ~ '^\+[1-9][0-9]{6,14}$' and number !~ '^\+358(0|.{0,4}$)' $$;
comment on function public.is_phone(text) is 'Whether a text is a telephone number as it is kept (E.164).';
grant execute on function public.is_phone(text) to vakka_app;
