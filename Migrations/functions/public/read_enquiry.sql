-- An enquiry that was proven, with who asks and what, for a coordinator of its space alone.
create or replace function public.read_enquiry(wanted uuid)
  returns table (organisation text, name text, email text, phone text, language text, state text, sent_at timestamptz,
    changed_at timestamptz, wish text, use text, answer text, answered_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select e.organisation, e.name, e.email, e.phone, e.language, e.state, e.sent_at, e.changed_at,
        coalesce((select a.body from public.enquiry_answer a
          where a.tenant_id = e.tenant_id and a.enquiry_id = e.id and a.question = 'wish'), ''),
        coalesce((select a.body from public.enquiry_answer a
          where a.tenant_id = e.tenant_id and a.enquiry_id = e.id and a.question = 'use'), ''),
        coalesce(e.answer, ''), e.answered_at
      from public.enquiry e
     where e.tenant_id = public.current_tenant() and e.id = read_enquiry.wanted and e.state <> 'unproven'
       and public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')
  $$;
grant execute on function public.read_enquiry(uuid) to vakka_app;
