-- Who somebody is hangs on the account and the address that it has proven: no address that its owner can change without
-- proof says who decides, who is mailed about an answer, or who a member is in the register.
set role vakka_accounts;
alter table accounts.account add unique (id, email);
grant references (email) on accounts.account to vakka_owner;
reset role;

set role vakka_owner;

-- A membership has the address of its account, and none of its own.
alter table public.membership
  drop constraint membership_account_id_fkey,
  add foreign key (account_id, email) references accounts.account (id, email);
comment on column public.membership.email is 'The address that the account has proven.';

-- Nobody of the register is two members.
create unique index membership_person on public.membership (tenant_id, person_id);

create trigger person before insert or update of person_id on public.membership
  for each row when (new.person_id is not null and current_user = 'vakka_app') execute function public.keep_tie();
create trigger applicant before insert on public.letter
  for each row when (new.kind in ('consent.request', 'consent.renewed') and new.direction = 'out' and current_user = 'vakka_app')
  execute function public.keep_applicant_mark();
create trigger applicant before insert on public.consent_request
  for each row when (current_user = 'vakka_app') execute function public.keep_applicant_mark();
create trigger decider after insert on public.consent_decision
  for each row when (current_user = 'vakka_app') execute function public.keep_decider();

reset role;

-- The log names a member as the space knows them, each apart from another of the same name.
set role vakka_owner;
create index membership_name on public.membership (tenant_id, name);
reset role;

set role vakka_log;
create or replace view log.event_line with (security_invoker = true) as
  select e.tenant_id, e.id, e.at, e.kind, e.action, e.outcome, e.role, e.object_type, e.field_groups,
         cardinality(e.subject_commitments) as subject_count, a.account_id as actor_account,
         m.person_id as actor_person, coalesce(m.id, (a.body::jsonb ->> 'membership')::uuid) as actor_member,
         a.body::jsonb ->> 'name' || case when exists (select from public.membership o
             where o.tenant_id = e.tenant_id and o.name = a.body::jsonb ->> 'name' and o.id <> m.id)
           then ' · ' || right(m.id::text, 4) else '' end as actor_name,
         coalesce((d.body::jsonb ->> 'person')::uuid, case e.object_type when 'person' then d.object_id end) as label_person,
         (d.body::jsonb ->> 'member')::uuid as label_member,
         coalesce(d.body::jsonb ->> 'label', d.body::jsonb ->> 'table') as label_text,
         d.body::jsonb ->> 'purpose' as purpose, (d.body::jsonb ->> 'count')::bigint as count
    from log.event e
    left join log.event_part a
      on a.tenant_id = e.tenant_id and a.event_id = e.id and a.part = 'actor' and a.ordinal = 0
    left join log.event_part d
      on d.tenant_id = e.tenant_id and d.event_id = e.id and d.part = 'detail' and d.ordinal = 0
    left join public.membership m on m.tenant_id = e.tenant_id and m.account_id = a.account_id;
reset role;
