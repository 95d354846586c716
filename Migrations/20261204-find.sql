-- An application is found by one text beside it: what its person is found by, and the employer of the permission in force. The
-- text is nobody's to write: whatever is set, it is made anew from both.
set role vakka_owner;
alter table public.application add column searched text collate "C" not null default '';
comment on column public.application.searched is 'What the application is found by: the text of its person and of the employer whom it may ask.';
create policy finding on public.application for select to vakka_finder using (true);
grant select (tenant_id, id, searched) on public.application to vakka_finder;
grant update (searched) on public.application to vakka_app;

alter table public.person no force row level security;
alter table public.release no force row level security;
alter table public.application no force row level security, disable trigger user;
update public.application a
   set searched = p.searched || coalesce(' ' || (select r.searched from public.release r
     where r.tenant_id = a.tenant_id and r.application_id = a.id and r.state = 'active'), '')
  from public.person p where p.tenant_id = a.tenant_id and p.id = a.person_id;
alter table public.person force row level security;
alter table public.release force row level security;
alter table public.application force row level security, enable trigger user;

create trigger found before insert or update of searched on public.application
  for each row execute function public.keep_application_text();
create trigger found after update on public.person
  for each row when (old.searched <> new.searched) execute function public.tell_applications();
create trigger found after insert or update on public.release
  for each row execute function public.tell_applications();

-- The newest ask of a permission stands first.
create index consent_ask_release on public.consent_ask (tenant_id, release_id, sent_at desc, id desc);

create or replace view public.application_path with (security_invoker = true) as
  select a.tenant_id, a.id, a.course_id, a.person_id, a.created_at,
      r.id as release_id, k.id as ask_id, e.id as enrolment_id,
      coalesce(k.state = 'given' and k.support_working_time, false) as has_keys,
      case
        when a.state <> 'received' then case when e.state in ('left', 'ended') then e.state else a.state end
        when e.state = 'active' then 'enrolled'
        when e.state in ('renewing', 'paused', 'completed', 'not-completed') then e.state
        when k.state is null or k.state = 'cancelled' then 'received'
        when k.state = 'waiting' and k.expires_at <= public.moment() then 'expired'
        when k.state = 'given' and not coalesce(k.support_working_time, false) then 'without-support'
        when k.state = 'withdrawn' then 'taken-back'
        else k.state
      end as stage,
      case
        when a.state <> 'received' then a.changed_at
        when e.state not in ('left', 'ended') then e.changed_at
        when k.state is null or k.state = 'cancelled' then a.created_at
        when k.state in ('waiting', 'expired') and k.expires_at <= public.moment() then k.expires_at
        when k.state = 'waiting' then k.sent_at
        else coalesce(k.decided_at, k.sent_at)
      end as since,
      a.searched
    from public.application a
    left join public.release r on r.tenant_id = a.tenant_id and r.application_id = a.id and r.state = 'active'
    left join lateral (select c.id, c.state, c.support_working_time, c.sent_at, c.expires_at, c.decided_at
        from public.consent_ask c where c.tenant_id = a.tenant_id and c.release_id = r.id and c.state <> 'replaced'
        order by c.sent_at desc, c.id desc limit 1) k on true
    left join public.enrolment e on e.tenant_id = a.tenant_id and e.course_id = a.course_id and e.person_id = a.person_id;

set search_path = public, extension, pg_catalog;
create index application_searched on public.application using gin (tenant_id, searched gin_trgm_ops);
reset search_path;

-- What is walked in the order of the list when a search finds too much for the index: the table itself is not read.
create index application_created on public.application (tenant_id, created_at, id) include (searched);
reset role;
