-- Short texts between the coordinators of both ends of an engagement; each end keeps its own.
set role vakka_owner;

create table public.engagement_message (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  engagement_id uuid not null,
  is_own boolean not null,
  body text not null,
  sent_at timestamptz not null default public.moment(),
  primary key (tenant_id, id)
);
call public.typed_column('public.engagement_message', 'body', 'text', 500);
call public.tenant_table('engagement_message', 'select, insert (tenant_id, id, engagement_id, is_own, body)');
comment on table public.engagement_message is
  'What the coordinators of both ends have written about an order or its engagement. is_own: this end has.';
create index engagement_message_of on public.engagement_message (tenant_id, engagement_id, sent_at, id);

-- The rules look at what their owner may read.
create policy due on public.engagement_order for select to vakka_owner using (true);

create trigger rules before insert on public.engagement_message
  for each row execute function public.keep_engagement_message();
reset role;
