-- Beside fill.sql, in the first space: an application for each of so many people (:applications), on two hundred courses, each
-- with its permission to one of five hundred employers and an answer.
\set ON_ERROR_STOP on
set session_replication_role = replica;
begin;
create temporary table room as select c, uuid(md5('past course ' || c)) as course, uuid(md5('space 1')) as id from generate_series(1, 200) c;
insert into course (tenant_id, id, name, employer_name, place, state, created_at)
  select id, course, 'Vertaistoimija ' || c, 'Koulutus ' || c, 'Tampere', case when c > 190 then 'open' else 'done' end, moment() - c * interval '1 day' from room;
insert into course_session (tenant_id, course_id, number, held_on)
  select id, course, number, today() + case when c > 190 then 30 else -1000 end + number * 7 from room, generate_series(1, 7) number;
create temporary table wish as
  select r.id as space, r.course, uuid(md5('wish ' || i)) as wish, uuid(md5('person 1 ' || i)) as person, i,
         (array['Mittari', 'Kauppa', 'Hoivakoti', 'Konepaja', 'Varhaiskasvatus'])[1 + i % 5] || ' ' || i % 500 || ' Oy' as employer
    from generate_series(1, :applications) i join room r on r.c = 1 + i % 200;
-- Business ids with their check digits.
create temporary table firm as
  select row_number() over () - 1 as n, base || '-' || case rest when 0 then 0 else 11 - rest end as business_id
    from (select base, (substr(base, 1, 1)::integer * 7 + substr(base, 2, 1)::integer * 9 + substr(base, 3, 1)::integer * 10
             + substr(base, 4, 1)::integer * 5 + substr(base, 5, 1)::integer * 8 + substr(base, 6, 1)::integer * 4
             + substr(base, 7, 1)::integer * 2) % 11 as rest
            from (select (1000000 + k * 7919 % 2000000)::text as base from generate_series(1, 900) k) x) y
   where rest <> 1 limit 500;
insert into application (tenant_id, id, course_id, person_id, created_at)
  select space, wish, course, person, moment() - i * interval '5 minutes' from wish;
insert into release (tenant_id, id, application_id, person_id, employer_name, business_id, employer_space_id, giver_name, giver_email,
    wants_working_time, wants_travel, wants_substitute, wants_contact_person, text_version, language)
  select space, wish, wish, person, employer, business_id, space, 'Mari', 'mari@mittari.example', true, false, false, false, 1, 'fi'
    from wish join firm on n = i % 500;
insert into consent_ask (tenant_id, id, release_id, application_id, person_id, state, text_version, expires_at, decided_at,
    decided_by, support_working_time)
  select space, wish, wish, wish, person, case when i % 10 = 0 then 'waiting' else 'given' end, 1, moment() + interval '10 days',
         case when i % 10 <> 0 then moment() end, case when i % 10 = 0 then '' else 'Mari' end, i % 10 <> 0 from wish;
update application a set searched = p.searched || ' ' || r.searched
  from person p, release r where a.id = r.application_id and p.tenant_id = a.tenant_id and p.id = a.person_id;
commit;
vacuum full analyze application;
vacuum analyze;
