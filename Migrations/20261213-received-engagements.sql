-- What a partner has ordered, at the association's end: the same facts with the same rules, as the order's letter says them.
set role vakka_owner;

insert into public.engagement_step (at_end, from_state, to_state, letter_in, letter_out) values
  ('partner', 'draft', 'sent', null, 'engagement.requested'),
  ('partner', 'sent', 'answered', 'engagement.received', null),
  ('partner', 'sent', 'not-possible', 'engagement.not-possible', null),
  ('partner', 'answered', 'not-possible', 'engagement.not-possible', null),
  ('partner', 'sent', 'cancelled', null, 'engagement.cancelled'),
  ('partner', 'answered', 'cancelled', null, 'engagement.cancelled'),
  ('association', 'received', 'not-possible', null, 'engagement.not-possible'),
  ('association', 'received', 'cancelled', 'engagement.cancelled', null);

create table public.engagement (like public.engagement_order including defaults including constraints);
alter table public.engagement
  drop constraint state_of_end,
  alter column state set default 'received',
  add constraint state_of_end check (state in ('received', 'not-possible', 'cancelled')),
  add column desk uuid,
  add primary key (tenant_id, id),
  add foreign key (tenant_id) references public.space (id),
  add foreign key (tenant_id, partnership_id, other_id) references public.partnership (tenant_id, id, other_id),
  add foreign key (tenant_id, desk) references public.membership (tenant_id, id);
call public.tenant_table('engagement',
  'select, insert (tenant_id, id, partnership_id, other_id, other_name, revision, kind, purpose, audience, title, wish, is_remote,'
  || ' place, group_size, others_present, minutes, equipment, access, is_recorded, has_media, fee, travel_paid, host, experts),'
  || ' update (state, desk)');
comment on table public.engagement is
  'What a partner has ordered of the association. other_id, other_name: the partner. desk: the member who looks after it.';
create index engagement_made on public.engagement (tenant_id, created_at, id);

create table public.engagement_time (like public.order_time including constraints);
alter table public.engagement_time
  add primary key (tenant_id, engagement_id, number),
  add foreign key (tenant_id, engagement_id) references public.engagement (tenant_id, id);
call public.tenant_table('engagement_time', 'select, insert');
comment on table public.engagement_time is 'When an engagement is held, on Finland''s clock, as the order''s letter says it.';

-- The rules look at what their owner may read.
create policy due on public.order_time for select to vakka_owner using (true);
create policy due on public.engagement for select to vakka_owner using (true);

create trigger rules before insert or update on public.engagement
  for each row execute function public.keep_engagement('association');
create trigger rules_of_desk before update of desk on public.engagement
  for each row execute function public.keep_desk();
create trigger rules before insert on public.engagement_time
  for each row execute function public.keep_engagement_time();
create trigger rules_of_letter before insert on public.engagement_time
  for each row execute function public.keep_lettered_time();
reset role;
