-- An association proposes a space for an organisation that it has answered; the operator makes the space, or does not.
set role vakka_accounts;

create table accounts.space_request (
  id uuid primary key,
  space_id uuid not null references public.space (id),
  enquiry_id uuid not null,
  organisation text not null,
  kind text not null default 'partner' check (kind = 'partner'),
  business_id text not null,
  fee_payer text not null check (fee_payer in ('association', 'partner')),
  terms text not null,
  state text not null default 'waiting' check (state in ('waiting', 'accepted', 'refused')),
  asked_at timestamptz not null default public.moment(),
  decided_at timestamptz,
  made_id uuid unique references public.space (id),
  proposed_at timestamptz,
  check ((state = 'waiting') = (decided_at is null)),
  check ((state = 'accepted') = (made_id is not null)),
  check (proposed_at is null or state = 'accepted')
);
call public.typed_column('accounts.space_request', 'organisation', 'line', 120);
call public.typed_column('accounts.space_request', 'business_id', 'business-id');
call public.typed_column('accounts.space_request', 'terms', 'text', 1500);
comment on table accounts.space_request is
  'A space that an association has proposed for an enquiry (space_id, enquiry_id). Whom to invite stands in the enquiry alone. proposed_at: when the partnership was.';
create unique index space_request_once on accounts.space_request (space_id, enquiry_id) where state <> 'refused';
create index space_request_waits on accounts.space_request (asked_at) where state = 'waiting' or state = 'accepted' and proposed_at is null;
reset role;

set role vakka_owner;
-- A partner may be an employer or train too: two spaces, which know nothing of each other. Others have one space each.
alter table public.space drop constraint space_business_id_key;
create unique index space_business_id_key on public.space (business_id, (kind = 'partner'));
create policy became on public.enquiry for update to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create trigger requests_go after update of state on public.enquiry
  for each row when (new.state = 'erased') execute function public.drop_space_requests();
reset role;
