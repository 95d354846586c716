-- The organisation that a story names: asked by letter, at its own end.
set role vakka_owner;

grant insert (other_id, other_name), update (other_id, other_name) on public.story to vakka_app;

create table public.story_copy (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  other_id uuid not null references public.space (id) check (other_id <> tenant_id),
  other_name text not null,
  address text not null check (address ~ '^/[a-z0-9-]+/stories/[0-9a-f-]{36}$'),
  version integer not null check (version between 1 and 1000),
  language text not null check (language in ('fi', 'sv', 'en')),
  title text not null,
  body text not null,
  name_shown text not null,
  recording_link text not null,
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'declined', 'taken-back')),
  created_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  answered_by uuid,
  primary key (tenant_id, id),
  foreign key (tenant_id, answered_by) references public.membership (tenant_id, id),
  check (state not in ('approved', 'declined') or answered_by is not null)
);
call public.typed_column('public.story_copy', 'other_name', 'line', 120);
call public.typed_column('public.story_copy', 'title', 'line', 120);
call public.typed_column('public.story_copy', 'body', 'text', 4000);
call public.typed_column('public.story_copy', 'name_shown', 'line', 120);
call public.typed_column('public.story_copy', 'recording_link', 'line?', 200);
call public.tenant_table('story_copy',
  'select, insert (tenant_id, id, other_id, other_name, address, version, language, title, body, name_shown, recording_link),'
  || ' update (other_name, address, version, language, title, body, name_shown, recording_link, state)');
comment on table public.story_copy is
  'A story that names this organisation, as the letter of the association says it. other_id, other_name: the association.';
create index story_copy_changed on public.story_copy (tenant_id, changed_at, id);

create trigger rules before insert or update on public.story_copy
  for each row when (current_user = 'vakka_app') execute function public.keep_story_copy();
create trigger rules_of_stories before insert on public.letter
  for each row when (new.direction = 'out' and new.kind like 'story.%' and current_user = 'vakka_app')
  execute function public.keep_story_letter();
reset role;
