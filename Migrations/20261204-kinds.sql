-- Which kinds of person the register of a kind of space knows: experts and participants are of a programme, and an employer's
-- own people are on no list of either.
set role vakka_owner;
create table public.person_in_kind (
  kind text not null,
  person text not null,
  primary key (kind, person)
);
comment on table public.person_in_kind is 'Which kinds of person the register of a kind of space knows.';
insert into public.person_in_kind values
  ('association', 'expert'), ('association', 'employee'), ('association', 'contact'),
  ('partner', 'expert'), ('partner', 'employee'), ('partner', 'contact'),
  ('provider', 'expert'), ('provider', 'participant'), ('provider', 'employee'), ('provider', 'contact'),
  ('employer', 'employee'), ('employer', 'contact');
grant select on public.person_in_kind to vakka_app;
create trigger kind before insert or update of kind on public.person
  for each row when (current_user = 'vakka_app') execute function public.keep_person_kind();
reset role;
