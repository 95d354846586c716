-- What somebody asks of a list again and again, under a name of its own.
set role vakka_owner;

create table public.saved_view (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  membership_id uuid not null,
  list text not null check (list ~ '^/[a-z-]+(/[a-z-]+)*$' and char_length(list) <= 100),
  name text not null,
  query text not null check (char_length(query) <= 2000),
  is_shared boolean not null default false,
  created_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  unique (tenant_id, membership_id, list, name),
  foreign key (tenant_id, membership_id) references public.membership (tenant_id, id)
);
comment on table public.saved_view is 'A list with its filters, search and order, under a name: for one member, or for all of the space.';
call public.tenant_table('saved_view', 'select, insert, update, delete');
call public.typed_column('public.saved_view', 'name', 'line', 120);
create trigger own before insert or update or delete on public.saved_view
  for each row execute function public.keep_saved_view();
