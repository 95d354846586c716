create or replace function public.feedback_days() returns integer
  language sql immutable parallel safe
  as $$ select 365 $$;
comment on function public.feedback_days() is 'How many days feedback is kept after its answer.';
grant execute on function public.feedback_days() to vakka_app;
