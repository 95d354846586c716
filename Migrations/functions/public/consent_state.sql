-- How far a request has come: what has waited past its time is expired, whatever is stored.
create or replace function public.consent_state(state text, expires_at timestamptz) returns text
  language sql stable
  as $$ select case when state = 'waiting' and expires_at <= public.moment() then 'expired' else state end $$;
grant execute on function public.consent_state(text, timestamptz) to vakka_app;
