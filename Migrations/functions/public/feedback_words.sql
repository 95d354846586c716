-- What feedback is found by, for a coordinator of its space alone: what it says and what was answered, never by whom it is.
create or replace function public.feedback_words(which uuid) returns text
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select public.searchable(f.body || ' ' || coalesce(f.answer, ''))
      from public.feedback f
     where f.tenant_id = public.current_tenant() and f.id = feedback_words.which
       and public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
  $$;
grant execute on function public.feedback_words(uuid) to vakka_app;
