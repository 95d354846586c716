-- What a partner orders of an association, at the partner's end.
set role vakka_owner;

-- An order names its partnership and the space at the other end of it together.
alter table public.partnership add unique (tenant_id, id, other_id);

create table public.engagement_step (
  at_end text not null check (at_end in ('partner', 'association')),
  from_state text not null check (from_state in ('draft', 'sent', 'answered', 'received', 'not-possible', 'cancelled')),
  to_state text not null check (to_state in ('draft', 'sent', 'answered', 'received', 'not-possible', 'cancelled')),
  letter_in text check (letter_in ~ '^engagement[.][a-z-]+$'),
  letter_out text check (letter_out ~ '^engagement[.][a-z-]+$'),
  primary key (at_end, from_state, to_state)
);
comment on table public.engagement_step is
  'How an order (partner) and its engagement (association) go on. letter_in: the letter that causes a step; where there is none, a coordinator does. letter_out: the letter that tells the other end.';
insert into public.engagement_step (at_end, from_state, to_state, letter_in, letter_out) values
  ('partner', 'draft', 'cancelled', null, null);

create table public.engagement_order (
  tenant_id uuid not null references public.space (id),
  id uuid not null,
  partnership_id uuid not null,
  other_id uuid not null,
  other_name text not null,
  state text not null default 'draft'
    constraint state_of_end check (state in ('draft', 'sent', 'answered', 'not-possible', 'cancelled')),
  revision integer not null default 1 check (revision between 1 and 1000),
  kind text not null check (kind in ('training', 'development', 'information', 'peer-support')),
  purpose text not null check (purpose in ('planning', 'evaluation', 'staff-training', 'other')),
  audience text not null check (audience in ('decision-makers', 'officials', 'staff', 'peers')),
  title text not null,
  wish text not null,
  is_remote boolean not null,
  place text not null,
  group_size integer not null check (group_size between 1 and 10000),
  others_present text not null,
  minutes integer not null check (minutes between 5 and 480),
  equipment text not null,
  access text not null,
  is_recorded boolean not null,
  has_media boolean not null,
  fee integer not null check (fee between 0 and 1000000),
  travel_paid boolean not null,
  host text not null,
  experts integer not null check (experts between 1 and 5),
  created_at timestamptz not null default public.moment(),
  changed_at timestamptz not null default public.moment(),
  primary key (tenant_id, id),
  foreign key (tenant_id, partnership_id, other_id) references public.partnership (tenant_id, id, other_id)
);
call public.typed_column('public.engagement_order', 'other_name', 'line', 120);
call public.typed_column('public.engagement_order', 'title', 'line', 120);
call public.typed_column('public.engagement_order', 'wish', 'text', 600);
call public.typed_column('public.engagement_order', 'place', 'line', 120);
call public.typed_column('public.engagement_order', 'others_present', 'line?', 120);
call public.typed_column('public.engagement_order', 'equipment', 'line?', 120);
call public.typed_column('public.engagement_order', 'access', 'line?', 120);
call public.typed_column('public.engagement_order', 'host', 'line', 120);
call public.tenant_table('engagement_order',
  'select, insert (tenant_id, id, partnership_id, other_id, other_name, kind, purpose, audience, title, wish, is_remote, place,'
  || ' group_size, others_present, minutes, equipment, access, is_recorded, has_media, fee, travel_paid, host, experts),'
  || ' update (state, kind, purpose, audience, title, wish, is_remote, place, group_size, others_present, minutes, equipment,'
  || ' access, is_recorded, has_media, fee, travel_paid, host, experts)');
comment on table public.engagement_order is
  'What a partner orders. other_id, other_name: the association. revision: of the facts, which the association knows by the same number.';
create index engagement_order_made on public.engagement_order (tenant_id, created_at, id);

create table public.order_time (
  tenant_id uuid not null,
  engagement_id uuid not null,
  number smallint not null check (number between 1 and 20),
  held_on date not null,
  starts_at time not null,
  ends_at time not null check (ends_at > starts_at),
  primary key (tenant_id, engagement_id, number),
  foreign key (tenant_id, engagement_id) references public.engagement_order (tenant_id, id)
);
call public.typed_column('public.order_time', 'held_on', 'day');
call public.tenant_table('order_time', 'select, insert, delete');
comment on table public.order_time is 'When an order is held, on Finland''s clock.';

create trigger rules before insert or update on public.engagement_order
  for each row execute function public.keep_engagement('partner');
create trigger rules before insert on public.order_time
  for each row execute function public.keep_engagement_time();
create trigger rules_of_end before insert or delete on public.order_time
  for each row execute function public.keep_order_time();
reset role;
