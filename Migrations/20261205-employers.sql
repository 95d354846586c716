-- Who holds a role today is said once. A coordinator may fill in an applicant's permission beforehand: whom to ask.
set role vakka_owner;
create view public.held_role with (security_invoker) as
select r.tenant_id, r.membership_id, r.role, m.account_id, m.person_id, m.email, least(r.ends_on, m.ends_on) as ends_on
  from public.membership_role r join public.membership m on m.tenant_id = r.tenant_id and m.id = r.membership_id
 where not public.is_past(r.ends_on) and not public.is_past(m.ends_on);
comment on view public.held_role is 'The roles that hold today, each with its last day; who has none of them is no member.';
grant select on public.held_role to vakka_app, vakka_accounts;

create table public.prepared_release (
  tenant_id uuid not null references public.space (id),
  application_id uuid not null,
  employer_name text not null check (employer_name <> ''),
  business_id text not null,
  giver_name text not null default '',
  giver_email text not null default '',
  prepared_at timestamptz not null default public.moment(),
  primary key (tenant_id, application_id),
  foreign key (tenant_id, application_id) references public.application (tenant_id, id)
);
comment on table public.prepared_release is 'Whom an applicant may let be asked, as a coordinator has filled it in; nobody is asked by it.';
call public.tenant_table('prepared_release', 'select, insert, update, delete');
call public.typed_column('public.prepared_release', 'employer_name', 'line', 120);
call public.typed_column('public.prepared_release', 'business_id', 'business-id');
call public.typed_column('public.prepared_release', 'giver_name', 'line?', 120);
call public.typed_column('public.prepared_release', 'giver_email', 'email?');
create trigger rules before insert or update on public.prepared_release
  for each row when (current_user = 'vakka_app') execute function public.keep_prepared();
create trigger prepared after insert on public.release
  for each row execute function public.drop_prepared();
create trigger prepared after update of state on public.application
  for each row when (new.state <> 'received') execute function public.drop_prepared();
reset role;
