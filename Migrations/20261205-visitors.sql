-- Whom anybody may ask, as a space says of itself, and whether anybody is told.
set role vakka_owner;
alter table public.space
  add contact_name text not null default '',
  add contact_address text not null default '',
  add contact_for text not null default 'anybody' check (contact_for in ('anybody', 'members'));
call public.typed_column('public.space', 'contact_name', 'line?', 120);
call public.typed_column('public.space', 'contact_address', 'line?', 200);
grant update (contact_name, contact_address, contact_for) on public.space to vakka_app;
reset role;

set role vakka_owner;
-- What anybody tells of a space's accessibility: it is answered once, within fourteen days, and erased a year later.
create table public.feedback (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  name text not null default '',
  email text not null default '',
  email_proven boolean not null default false,
  language text not null check (language in ('fi', 'sv', 'en')),
  body text not null,
  sent_at timestamptz not null default public.moment(),
  answer_by date not null default (public.today() + 14),
  answer text,
  answered_at timestamptz,
  answered_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, answered_by) references public.membership (tenant_id, id),
  check ((answer is null) = (answered_at is null)),
  check ((answer is null) = (answered_by is null))
);
comment on table public.feedback is 'Feedback on accessibility, from anybody; its texts are read through read_feedback alone.';
call public.typed_column('public.feedback', 'name', 'line?', 120);
call public.typed_column('public.feedback', 'email', 'email?');
call public.typed_column('public.feedback', 'body', 'text', 4000);
call public.typed_column('public.feedback', 'answer', 'text', 4000);
call public.typed_column('public.feedback', 'answer_by', 'day');
create index feedback_waiting on public.feedback (tenant_id, sent_at) where answered_at is null;
create index feedback_answered on public.feedback (answered_at) where answered_at is not null;
call public.tenant_table('feedback',
  'insert (tenant_id, id, name, email, language, body), select (tenant_id, id, sent_at, answer_by, answered_at), '
  || 'update (email_proven, answer), delete');
create policy due on public.feedback for select to vakka_owner using (true);
create trigger rules before update or delete on public.feedback
  for each row when (current_user = 'vakka_app') execute function public.keep_feedback();
reset role;
