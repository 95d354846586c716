-- The provider knows of an ask that nobody can answer.
set role vakka_owner;

alter table public.consent_ask add column is_stuck boolean not null default false;
comment on column public.consent_ask.is_stuck is 'Whether nobody at the employer can answer, as the employer''s space has last told.';
grant update (is_stuck) on public.consent_ask to vakka_app;

create policy due on public.consent_request for select to vakka_owner using (true);
create policy due on public.consent_link for select to vakka_owner using (true);
create policy due on public.consent_decision for select to vakka_owner using (true);

reset role;
