-- What people are told now, in the words of the pages.
set role vakka_owner;

-- The next version of the release: in Swedish a permission is 'tillåtelse' and a request 'förfrågan', as on the pages.
insert into public.consent_text (kind, version, language, title, body)
select t.kind, t.version + 1, t.language,
       case t.language when 'sv' then replace(t.title, 'Lov att', 'Tillåtelse att') else t.title end,
       case t.language when 'sv' then replace(replace(replace(t.body, 'lov att fråga', 'tillåtelse att fråga'),
         'ta tillbaka lovet', 'ta tillbaka tillåtelsen'), 'begäran inte är aktuell', 'förfrågan inte är aktuell')
         else t.body end
  from public.consent_text t
 where t.kind = 'release' and t.version = (select max(n.version) from public.consent_text n where n.kind = t.kind);

-- What only the applicant can take further, or what is not yet anybody's turn, is news to a coordinator: nothing to do.
create or replace view public.application_waiting with (security_invoker) as
select v.tenant_id, v.id, v.course_id, v.stage, v.since,
       case when v.stage = 'paused' and v.has_keys then 'resume'
            when v.stage in ('given', 'waiting') then 'step' else 'news' end as due
  from public.application_path v
  join public.course c on c.tenant_id = v.tenant_id and c.id = v.course_id and c.state in ('open', 'running')
  left join public.consent_ask k on k.tenant_id = v.tenant_id and k.id = v.ask_id
 where (v.stage = 'received' and v.since > public.moment() - interval '14 days')
    or v.stage in ('given', 'taken-back', 'expired', 'paused')
    or (v.stage = 'waiting' and v.since < public.moment() - interval '7 days'
      and coalesce(k.reminded_at, k.sent_at) < public.moment() - interval '3 days');
comment on view public.application_waiting is
  'What stands on a coordinator''s Today: a step of theirs, a paused place that can go on, or news.';

reset role;
