-- What waits for a coordinator is said once: Today counts it, and the list of applications is narrowed to it.
set role vakka_owner;

create view public.application_waiting with (security_invoker) as
select v.tenant_id, v.id, v.course_id, v.stage, v.since,
       case when v.stage = 'paused' and v.has_keys then 'resume' else 'step' end as due
  from public.application_path v
  join public.course c on c.tenant_id = v.tenant_id and c.id = v.course_id and c.state in ('open', 'running')
  left join public.consent_ask k on k.tenant_id = v.tenant_id and k.id = v.ask_id
 where (v.stage = 'received' and v.since > public.moment() - interval '14 days')
    or v.stage in ('given', 'taken-back', 'expired', 'paused')
    or (v.stage = 'waiting' and v.since < public.moment() - interval '7 days'
      and coalesce(k.reminded_at, k.sent_at) < public.moment() - interval '3 days');
comment on view public.application_waiting is
  'What waits for a coordinator: a step of theirs, or a paused place that can go on.';
grant select on public.application_waiting to vakka_app;
