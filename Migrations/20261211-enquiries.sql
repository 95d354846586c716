-- What an association says of co-operation at its door, and what organisations ask of it there.
-- The organisations of the front page say whether they take enquiries.
drop function if exists accounts.open_spaces();

set role vakka_owner;

create table public.public_text (
  tenant_id uuid not null references public.space (id),
  topic text not null check (topic in ('co-operation')),
  text_fi text not null default '',
  text_sv text not null default '',
  text_en text not null default '',
  readers text not null default 'nobody' check (readers in ('nobody', 'anybody')),
  primary key (tenant_id, topic),
  constraint "public-texts.rule.languages" check (readers = 'nobody' or (text_fi <> '' and text_sv <> '' and text_en <> ''))
);
comment on table public.public_text is 'What a space says of itself to anybody, in three languages: nothing is shown before it is published.';
call public.typed_column('public.public_text', 'text_fi', 'text?', 4000);
call public.typed_column('public.public_text', 'text_sv', 'text?', 4000);
call public.typed_column('public.public_text', 'text_en', 'text?', 4000);
call public.tenant_table('public_text',
  'select, insert (tenant_id, topic, text_fi, text_sv, text_en, readers), update (text_fi, text_sv, text_en, readers)');

create table public.enquiry (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  organisation text not null default '',
  name text not null default '',
  email text not null default '',
  phone text not null default '',
  language text not null check (language in ('fi', 'sv', 'en')),
  state text not null default 'unproven' check (state in ('unproven', 'new', 'answered', 'partner', 'closed', 'erased')),
  sent_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, answered_by) references public.membership (tenant_id, id),
  check ((answered_at is null) = (answered_by is null)),
  check (answer is null or answered_at is not null),
  check (state <> 'answered' or answered_at is not null),
  check (state <> 'erased' or (organisation = '' and name = '' and email = '' and phone = '' and answer is null)),
  check (state = 'erased' or (organisation <> '' and name <> '' and email <> ''))
);
comment on table public.enquiry is
  'An organisation that asks an association to work together; who asks and what was answered is read through read_enquiry alone.';
call public.typed_column('public.enquiry', 'organisation', 'line?', 120);
call public.typed_column('public.enquiry', 'name', 'line?', 120);
call public.typed_column('public.enquiry', 'email', 'email?');
call public.typed_column('public.enquiry', 'phone', 'phone?');
call public.typed_column('public.enquiry', 'answer', 'text', 4000);
create index enquiry_sent on public.enquiry (tenant_id, sent_at, id);
create index enquiry_due on public.enquiry (changed_at) where state in ('unproven', 'new', 'answered', 'closed');
call public.tenant_table('enquiry',
  'insert (tenant_id, id, organisation, name, email, phone, language), '
  || 'select (tenant_id, id, organisation, state, sent_at, changed_at), update (state, answer), delete');
create policy due on public.enquiry for select to vakka_owner using (true);
create policy due on public.public_text for select to vakka_owner using (true);

create table public.enquiry_answer (
  tenant_id uuid not null,
  enquiry_id uuid not null,
  question text not null check (question in ('wish', 'use')),
  body text not null,
  primary key (tenant_id, enquiry_id, question),
  foreign key (tenant_id, enquiry_id) references public.enquiry (tenant_id, id) on delete cascade
);
comment on table public.enquiry_answer is 'What an enquiry answers to the two questions; it outlives who asked.';
call public.typed_column('public.enquiry_answer', 'body', 'text', 2000);
call public.tenant_table('enquiry_answer', 'insert, select (tenant_id, enquiry_id)');
create policy due on public.enquiry_answer for select to vakka_owner using (true);

create trigger rules before insert or update or delete on public.enquiry
  for each row execute function public.keep_enquiry();
create trigger rules before insert on public.enquiry_answer
  for each row execute function public.keep_enquiry_answer();
create trigger rules before insert or update on public.public_text
  for each row execute function public.keep_public_text();
reset role;
