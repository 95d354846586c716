-- An ask is made, told, replaced and answered with its letter, or not at all; what is due is of courses that are on.

create constraint trigger asked after insert or update on public.consent_ask deferrable initially deferred
  for each row when (current_user = 'vakka_app') execute function public.need_asked();
create trigger answered before update of state on public.consent_ask
  for each row when (new.state <> old.state and new.state in ('given', 'without-support', 'refused', 'withdrawn')
    and current_user = 'vakka_app') execute function public.need_answer();

create policy due on public.application for select to vakka_owner using (true);
create policy due on public.course for select to vakka_owner using (true);

-- What ran out long before anybody was told of expiry is told to nobody after the fact.
alter table public.consent_ask no force row level security, disable trigger user;
update public.consent_ask set state = 'expired' where state = 'waiting' and expires_at <= public.moment() - interval '14 days';
alter table public.consent_ask force row level security, enable trigger user;
alter table public.consent_request no force row level security, disable trigger user;
update public.consent_request set state = 'expired' where state = 'waiting' and expires_at <= public.moment() - interval '14 days';
alter table public.consent_request force row level security, enable trigger user;
