create or replace function public.enquiry_days() returns integer
  language sql immutable parallel safe
  as $$ select 365 $$;
comment on function public.enquiry_days() is 'How many days who asked is kept of an enquiry that came to nothing.';
grant execute on function public.enquiry_days() to vakka_app;
