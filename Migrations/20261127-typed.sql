-- What people type has one rule for each kind, and the database has it too: texts that can be seen, names, addresses,
-- telephone numbers, business ids, dates. `Sources/Base/TypedText.swift` and `Sources/Terms` say the same in Swift.
set role vakka_owner;

-- The key by which a person is sorted. Names whose letters differ in marks alone are sorted by those.
alter table public.person drop column name_key, drop column given_key;
alter table public.person add name_key text collate "C" not null generated always as (
  public.order_key(family_name || ' ' || given_name) || E'\t' || lower((family_name || ' ' || given_name) collate "und-x-icu")) stored;
create index person_name on public.person (tenant_id, name_key, id) include (searched);
comment on table public.person is 'Somebody in a space''s register. What sorts and finds a person is made from the names.';

call public.typed_column('public.space', 'name_fi', 'line', 120);
call public.typed_column('public.space', 'name_sv', 'line', 120);
call public.typed_column('public.space', 'name_en', 'line', 120);
call public.typed_column('public.space', 'logo_text', 'line?', 24);
call public.typed_column('public.space', 'contact_email', 'email?');
call public.typed_column('public.space', 'contact_phone', 'phone?');
call public.typed_column('public.space', 'business_id', 'business-id');
call public.typed_column('public.person', 'given_name', 'line', 120);
call public.typed_column('public.person', 'family_name', 'line', 120);
call public.typed_column('public.person', 'email', 'email?');
call public.typed_column('public.person', 'phone', 'phone?');
call public.typed_column('public.person', 'municipality', 'line?', 120);
call public.typed_column('public.person_note', 'body', 'text', 4000);
call public.typed_column('public.person_note', 'author_name', 'line', 241);
call public.typed_column('public.membership', 'name', 'line', 241);
call public.typed_column('public.membership', 'email', 'email');
call public.typed_column('public.membership', 'ends_on', 'day');
call public.typed_column('public.membership_role', 'ends_on', 'day');
call public.typed_column('public.invitation', 'name', 'line', 120);
call public.typed_column('public.invitation', 'email', 'email');
call public.typed_column('public.invitation', 'role_ends_on', 'day');
call public.typed_column('public.course', 'name', 'line', 120);
call public.typed_column('public.course', 'address', 'line?', 200);
call public.typed_column('public.course', 'summary', 'text?', 2000);
call public.typed_column('public.course_session', 'topic', 'line?', 120);
call public.typed_column('public.course_session', 'held_on', 'day');
call public.typed_column('public.release', 'employer_name', 'line', 120);
call public.typed_column('public.release', 'business_id', 'business-id');
call public.typed_column('public.release', 'giver_name', 'line?', 120);
call public.typed_column('public.release', 'giver_email', 'email');
call public.typed_column('public.consent_ask', 'decided_by', 'line?', 120);
call public.typed_column('public.consent_ask', 'support_contact', 'line?', 120);
call public.typed_column('public.consent_request', 'provider_name', 'line', 120);
call public.typed_column('public.consent_request', 'employee_name', 'line', 241);
call public.typed_column('public.consent_request', 'employer_name', 'line', 120);
call public.typed_column('public.consent_request', 'course_name', 'line', 120);
call public.typed_column('public.consent_request', 'giver_name', 'line?', 120);
call public.typed_column('public.consent_request', 'giver_email', 'email');
call public.typed_column('public.consent_link', 'name', 'line?', 120);
call public.typed_column('public.consent_link', 'email', 'email');
call public.typed_column('public.consent_link', 'delegated_by', 'line?', 241);
call public.typed_column('public.consent_decision', 'typed_name', 'signature', 120);
call public.typed_column('public.consent_decision', 'support_contact', 'line?', 120);
call public.typed_column('public.consent_decision', 'email', 'email');

reset role;
set role vakka_accounts;
call public.typed_column('accounts.account', 'name', 'line', 241);
call public.typed_column('accounts.account', 'email', 'email');
call public.typed_column('accounts.code', 'email', 'email');
reset role;
