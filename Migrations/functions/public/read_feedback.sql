-- Feedback with its texts, for a coordinator of its space alone.
create or replace function public.read_feedback(wanted uuid)
  returns table (name text, email text, email_proven boolean, language text, body text, sent_at timestamptz,
    answer_by date, answer text, answered_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select f.name, f.email, f.email_proven, f.language, f.body, f.sent_at, f.answer_by, coalesce(f.answer, ''), f.answered_at
      from public.feedback f
     where f.tenant_id = public.current_tenant() and f.id = read_feedback.wanted
       and public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
  $$;
grant execute on function public.read_feedback(uuid) to vakka_app;
