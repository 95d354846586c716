-- Stories of what somebody has taken part in: written in versions, approved by each side, published, taken back.
set role vakka_owner;

create table public.story (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  person_id uuid not null,
  other_id uuid references public.space (id) check (other_id <> tenant_id),
  other_name text not null default '',
  version integer not null default 0 check (version between 0 and 1000),
  state text not null default 'draft' check (state in ('draft', 'proposed', 'declined', 'published', 'taken-back')),
  created_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  published_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, person_id) references public.person (tenant_id, id),
  check ((other_id is null) = (other_name = '')),
  check (version > 0 or state = 'draft'),
  check (state <> 'published' or published_at is not null)
);
call public.typed_column('public.story', 'other_name', 'line?', 120);
call public.tenant_table('story',
  'select, insert (tenant_id, id, person_id), update (state)');
comment on table public.story is
  'A story about somebody. other_id, other_name: the organisation that it names, if any. version: the newest, which alone can be published.';
create index story_made on public.story (tenant_id, created_at, id);
create index story_person on public.story (tenant_id, person_id);

create table public.story_version (
  tenant_id uuid not null,
  story_id uuid not null,
  version integer not null check (version between 1 and 1000),
  language text not null check (language in ('fi', 'sv', 'en')),
  title text not null,
  body text not null,
  name_shown text not null,
  recording_link text not null default '' check (recording_link ~ '^(https://[a-z0-9-]+([.][a-z0-9-]+)+(/[!-~]*)?)?$'),
  written_at timestamptz not null default public.moment(),
  written_by uuid,
  primary key (tenant_id, story_id, version),
  foreign key (tenant_id, story_id) references public.story (tenant_id, id),
  foreign key (tenant_id, written_by) references public.membership (tenant_id, id)
);
call public.typed_column('public.story_version', 'title', 'line', 120);
call public.typed_column('public.story_version', 'body', 'text', 4000);
call public.typed_column('public.story_version', 'name_shown', 'line', 120);
call public.typed_column('public.story_version', 'recording_link', 'line?', 200);
alter table public.story_version add column hash bytea not null generated always as (sha256(replace(
  language || E'\n' || title || E'\n' || body || E'\n' || name_shown || E'\n' || recording_link, '\', '\\')::bytea)) stored;
call public.tenant_table('story_version',
  'select, insert (tenant_id, story_id, version, language, title, body, name_shown, recording_link)');
comment on table public.story_version is 'What a story said at a time; it never changes. hash: what an approval was given to.';
-- A text that is not published is its person's, and the coordinators'.
create policy readers on public.story_version as restrictive for select to vakka_app using (
  exists (select from public.story s where s.tenant_id = story_version.tenant_id and s.id = story_version.story_id
    and (s.state = 'published' and s.version = story_version.version
      or s.person_id = (select public.member_person(public.current_actor()))
      or (select public.holds_role(public.current_tenant(), public.current_actor(), 'coordinator')))));

create table public.story_approval (
  tenant_id uuid not null,
  story_id uuid not null,
  version integer not null,
  side text not null check (side in ('person', 'organisation')),
  matter text not null check (matter in ('text', 'recording')),
  answer text not null check (answer in ('approved', 'declined')),
  given_by uuid,
  given_at timestamptz not null default public.moment(),
  taken_back_at timestamptz check (taken_back_at >= given_at),
  primary key (tenant_id, story_id, version, side, matter),
  foreign key (tenant_id, story_id, version) references public.story_version (tenant_id, story_id, version),
  foreign key (tenant_id, given_by) references public.membership (tenant_id, id),
  check ((side = 'person') = (given_by is not null)),
  check (answer = 'approved' or matter = 'text' and taken_back_at is null)
);
call public.tenant_table('story_approval',
  'select, insert (tenant_id, story_id, version, side, matter, answer), update (taken_back_at)');
comment on table public.story_approval is
  'What a side has answered to one version of a story, to its text and to the link to a recording. The organisation''s answer comes by letter.';

-- The rules look at what their owner may read; what an answer makes of a story its owner writes.
create policy due on public.story for select to vakka_owner using (true);
create policy joining on public.story to vakka_owner
  using (tenant_id = (select public.current_tenant())) with check (tenant_id = (select public.current_tenant()));
create policy due on public.story_version for select to vakka_owner using (true);
create policy due on public.story_approval for select to vakka_owner using (true);

create trigger rules before insert or update on public.story
  for each row when (current_user = 'vakka_app') execute function public.keep_story();
create trigger rules_of_approval before insert or update on public.story
  for each row execute function public.keep_published();
create trigger rules before insert on public.story_version
  for each row when (current_user = 'vakka_app') execute function public.keep_story_version();
create trigger rules before insert or update on public.story_approval
  for each row when (current_user = 'vakka_app') execute function public.keep_story_approval();
reset role;
