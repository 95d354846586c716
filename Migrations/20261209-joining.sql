-- A join may take contacts of the entry that goes: what stood in their place is kept for the way back.
set role vakka_owner;
drop function if exists public.people_join(uuid, uuid, uuid);
alter table public.person_join add column contacts jsonb;
alter table public.person_join no force row level security;
update public.person_join set contacts = '{}' where over_at is null;
alter table public.person_join force row level security;
alter table public.person_join add check ((over_at is null) = (contacts is not null));
comment on table public.person_join is
  'Who of a register has become part of whose entry. entry, moved and contacts are the way back, until it is over.';
reset role;
