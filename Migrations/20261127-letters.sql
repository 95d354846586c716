-- What passes between spaces: letters of the kinds that `letters.table` lists, and nothing else.
set role vakka_owner;

-- The list as the program has it: the migrator fills it, and the self-test compares.
create table public.letter_kind (
  kind text primary key,
  from_kinds text[] not null,
  to_kinds text[] not null,
  fields text[] not null
);
comment on table public.letter_kind is 'Every kind of letter: the kinds of space that send and receive it, and its fields.';
grant select on public.letter_kind to vakka_app;

-- The two ends of a letter are looked at together, whatever space is entered.
create policy twin on public.letter for select to vakka_owner using (true);

create trigger listed before insert on public.letter
  for each row execute function public.check_letter();

create constraint trigger came after insert on public.letter deferrable initially deferred
  for each row execute function public.check_letter_came();

-- The employer's copy says how the provider is reached; the provider's ask, how sure it is who answered.
alter table public.consent_request add column provider_contact text not null default '';
alter table public.consent_ask add column strength text
  check (strength in ('link', 'link-code', 'company-domain', 'account', 'paper'));
grant update (strength) on public.consent_ask to vakka_app;
