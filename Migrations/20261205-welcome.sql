-- Who has been shown around.
set role vakka_owner;

create table public.welcome (
  tenant_id uuid not null references public.space (id),
  membership_id uuid not null,
  at timestamptz not null default public.moment(),
  primary key (tenant_id, membership_id),
  foreign key (tenant_id, membership_id) references public.membership (tenant_id, id)
);
comment on table public.welcome is 'Members who have put away what Today says on a first visit.';
call public.tenant_table('welcome', 'select');
grant insert (tenant_id, membership_id) on public.welcome to vakka_app;
create policy whose on public.welcome as restrictive to vakka_app using (membership_id = (select public.current_actor()));
