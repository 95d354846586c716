-- Spaces of providers with people, a coordinator with a running session in each: the ground of the benchmarks.
-- :spaces and :people are how many; a coordinator's cookie is made from the number of the space (see ground.py).
\set ON_ERROR_STOP on
-- No triggers: what they would write (keys, traces of outside changes) is written here or not wanted.
set session_replication_role = replica;
begin;
create temporary table place as
  select n, uuid(md5('space ' || n)) as id, uuid(md5('account ' || n)) as account, uuid(md5('membership ' || n)) as membership
    from generate_series(1, :spaces) n;
insert into space (id, slug, kind, name_fi, name_sv, name_en)
  select id, 'mittaus-' || n, 'provider', 'Mittaus ' || n, 'Mätning ' || n, 'Measure ' || n from place;
insert into accounts.account (id, email, name)
  select account, 'coordinator-' || n || '@mittaus.example', 'Kaisa Koordinaattori' from place;
insert into accounts.session (id, account_id, token_hash, strength, agent, address, created_at, seen_at)
  select uuid(md5('session ' || n)), account, sha256(rtrim(translate(encode(sha256(('cookie ' || n)::bytea), 'base64'), '+/', '-_'), '=')::bytea), 'password', 'bench', '127.0.0.1',
         moment(), moment()
    from place;
insert into membership (tenant_id, id, account_id, name, email)
  select id, membership, account, 'Kaisa Koordinaattori', 'coordinator-' || n || '@mittaus.example' from place;
insert into membership_role (tenant_id, membership_id, role)
  select id, membership, role from place, unnest(array['coordinator', 'trainer']) role;

create temporary table names as
  select array['Aino', 'Eero', 'Saimi', 'Väinö', 'Helmi', 'Toivo', 'Lempi', 'Onni', 'Sylvi', 'Urho', 'Kerttu', 'Arvo'] as given,
         array['Esimerkki', 'Malli', 'Keksilä', 'Kuvitteelli', 'Näytte', 'Harjoitus', 'Koeaho', 'Mukamas', 'Otaksuma', 'Ärjä', 'Öinen']
           as family,
         array['Joensuu', 'Lieksa', 'Nurmes', 'Kitee', 'Outokumpu'] as municipality;
insert into person (tenant_id, id, given_name, family_name, email, phone, municipality, language, kind, state)
  select id, uuid(md5('person ' || n || ' ' || i)), given, family,
         'p' || i || '@mittaus.example', '+35840123' || lpad((i % 10000)::text, 4, '0'), municipality[1 + i % 5],
         case when i % 12 = 0 then 'sv' else 'fi' end,
         (array['expert', 'participant', 'employee', 'contact'])[1 + i % 4],
         (array['active', 'active', 'active', 'active', 'paused', 'archived'])[1 + i % 6]
    from (select p.id, p.n, i, names.municipality, names.given[1 + i % 12] as given,
                 names.family[1 + (i * 7) % 11] || 'nen-' || i as family
            from place p, generate_series(1, :people) i, names) as everybody;

-- A course for each of sixteen clients in the first space, begun a month ago, with fourteen places.
create temporary table room as select c, uuid(md5('course ' || c)) as course, p.id, p.membership
  from generate_series(1, 16) c, place p where p.n = 1;
insert into course (tenant_id, id, name, employer_name, place, state)
  select id, course, 'Vertaistoimija ' || c, 'Koulutus ' || c, 'Tampere', 'running' from room;
insert into course_session (tenant_id, course_id, number, held_on)
  select id, course, number, today() - 60 + number * 7 from room, generate_series(1, 7) number;
insert into course_trainer (tenant_id, course_id, membership_id) select id, course, membership from room;
create temporary table seat as
  select r.*, s, uuid(md5('seat ' || c || ' ' || s)) as seat, uuid(md5('person 1 ' || ((c - 1) * 14 + s))) as person
    from room r, generate_series(1, 14) s;
insert into application (tenant_id, id, course_id, person_id) select id, seat, course, person from seat;
insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id, giver_name, giver_email,
    wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language)
  select id, seat, seat, person, 'Mittari Oy', '1234567-1', id, 'Mari', 'mari@mittari.example', true, false, false, false, 1, 'fi'
    from seat;
insert into consent_ask (tenant_id, id, release_id, application_id, person_id, state, text_version, expires_at, decided_at,
    decided_by, support_working_time)
  select id, seat, seat, seat, person, 'given', 1, moment() + interval '10 days', moment(), 'Mari', true from seat;
insert into enrolment (tenant_id, id, course_id, person_id, application_id, consent_ask_id, enrolled_at, held)
  select id, seat, course, person, seat, seat, moment() - interval '60 days', '{[2020-01-01,)}' from seat;
commit;
vacuum analyze;
