create or replace function public.join_days() returns integer
  language sql immutable parallel safe
  as $$ select 30 $$;
comment on function public.join_days() is 'How many days a join can be taken back, and the entry that went is kept.';
grant execute on function public.join_days() to vakka_app;
