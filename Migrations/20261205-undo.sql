-- What somebody did a moment ago and may take back.
set role vakka_owner;

create table public.undo (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  membership_id uuid not null,
  act text not null check (act ~ '^[a-z-]+(\.[a-z-]+)+$' and char_length(act) <= 60),
  path text not null check (path ~ '^/' and char_length(path) <= 2000),
  rows uuid[] not null,
  parts smallint[] not null,
  before text[] not null,
  after text[] not null,
  made_at timestamptz not null default public.moment(),
  undone_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, membership_id) references public.membership (tenant_id, id),
  check (cardinality(rows) between 1 and 5000 and cardinality(parts) = cardinality(rows)
    and cardinality(before) = cardinality(rows) and cardinality(after) = cardinality(rows))
);
comment on table public.undo is 'Acts that who did them may take back for ten minutes: what stood before, and what stands since.';
comment on column public.undo.path is 'The page on which it was done.';
comment on column public.undo.parts is 'Which part of a row: the number of an afternoon, else 0.';
call public.tenant_table('undo', 'select');
grant insert (tenant_id, id, membership_id, act, path, rows, parts, before, after), update (undone_at) on public.undo to vakka_app;
create policy whose on public.undo as restrictive to vakka_app using (membership_id = (select public.current_actor()));
create policy swept on public.undo to vakka_owner using (true);
create index undo_made on public.undo (tenant_id, made_at);
create trigger kept before insert or update on public.undo for each row execute function public.keep_undo();
