-- What belongs to no organisation stands in a log all the same: the operator's sign-ins, and who was turned away from the
-- operator's pages. The installation is a space without people, doors and members: a log, and nothing else.
set role vakka_owner;

alter table public.space drop constraint space_kind_check;
alter table public.space add constraint space_kind_check
  check (kind in ('association', 'partner', 'provider', 'employer', 'installation'));
insert into public.space (id, slug, kind, name_fi, name_sv, name_en)
  values ('00000000-0000-7000-8000-000000000001', 'vakka', 'installation', 'Vakka', 'Vakka', 'Vakka');
create unique index space_installation on public.space (kind) where kind = 'installation';
comment on index public.space_installation is 'There is one installation.';

reset role;
set role vakka_accounts;

-- The spaces whose logs hear of this account's sign-ins; of an operator's, the installation.
create or replace function accounts.places(account uuid)
  returns table (space_id uuid, slug text)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select m.tenant_id, p.slug from public.membership m join public.space p on p.id = m.tenant_id
      where m.account_id = account and coalesce(m.ends_on, 'infinity') >= current_date and p.state <> 'suspended'
    union all
    select p.id, p.slug from public.space p
      where p.kind = 'installation' and accounts.is_operator(account)
    order by slug;
  end;

-- The installation has no pages.
create or replace function accounts.space_by_slug(wanted text)
  returns table (space_id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text,
    logo_text text, default_language text)
  language plpgsql stable security definer set search_path = pg_catalog
  as $$
#variable_conflict use_column
begin
  return query
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.logo_text, s.default_language
      from public.space s where s.slug = space_by_slug.wanted and s.kind <> 'installation';
end $$;

create or replace function accounts.spaces()
  returns table (space_id uuid, slug text, kind text, state text, name_fi text, name_sv text, name_en text, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog
  begin atomic
    select s.id, s.slug, s.kind, s.state, s.name_fi, s.name_sv, s.name_en, s.created_at
      from public.space s where s.kind <> 'installation' order by s.slug;
  end;

reset role;
