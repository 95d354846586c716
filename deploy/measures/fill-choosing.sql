-- Beside fill.sql, in the first space: an association of a thousand experts with boundaries, twenty thousand engagements that were,
-- and one to which nobody has been asked.
\set ON_ERROR_STOP on
set session_replication_role = replica;
begin;
create temporary table here as
  select uuid(md5('space 1')) as id, uuid(md5('membership 1')) as desk, uuid(md5('partner')) as partner, uuid(md5('partnership')) as partnership;
update space s set kind = 'association' from here where s.id = here.id;
delete from membership_role r using here where r.tenant_id = here.id and r.role = 'trainer';
update person p set kind = 'expert', state = 'active' from here where p.tenant_id = here.id;
insert into space (id, slug, kind, name_fi, name_sv, name_en) select partner, 'mittaus-kumppani', 'partner', 'K', 'K', 'K' from here;
insert into partnership (tenant_id, id, other_id, other_name, state, version, agreed_on)
  select id, partnership, partner, 'Kumppani', 'active', 1, today() from here;
insert into expert_profile (tenant_id, person_id, public_name, kinds, recording, media, month_max, notice_days, rest_days, is_paused, last_offered_on)
  select p.tenant_id, p.id, p.given_name, array['training', 'development'], 'yes', 'ask', 1 + i % 4, nullif(i % 15, 0), nullif(i % 8, 0),
         i % 9 = 0, today() - i % 300
    from (select p.*, row_number() over (order by p.id)::integer as i from person p join here on p.tenant_id = here.id) p;
create temporary table past as
  select n, uuid(md5('engagement ' || n)) as engagement, uuid(md5('offer ' || n)) as offer,
         case when n = 0 then today() + 30 else today() - (n % 700) end as day
    from generate_series(0, 20000) n;
insert into engagement (tenant_id, id, partnership_id, other_id, other_name, state, kind, purpose, audience, title, wish, is_remote, place,
    group_size, others_present, minutes, equipment, access, is_recorded, has_media, fee, travel_paid, host, experts, desk, is_heavy)
  select here.id, engagement, partnership, partner, 'Kumppani', case when n = 0 then 'received' else 'done' end, 'training', 'other',
         'staff', 'Koulutus ' || n, 'Toive', false, 'Joensuu', 10, '', 45, '', '', false, false, 12000, true, 'Kaisa', 1, desk, n % 5 = 0
    from past, here;
insert into engagement_time (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
  select here.id, engagement, 1, day, '13:00', '15:00' from past, here;
create temporary table who as select id, row_number() over (order by id)::integer as i from person, (select id as space from here) h where tenant_id = h.space;
insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, state, answer_by, choice, shown_name)
  select here.id, offer, engagement, who.id, 1, 'accepted', day, 'fee', 'X' from past join who on i = 1 + n % 1000, here where n > 0;
insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
  select here.id, offer, 1, engagement, who.id, day, tstzrange(day + n * interval '0.01 second', day + n * interval '0.01 second' + interval '0.001 second'), true
    from past join who on i = 1 + n % 1000, here where n > 0;
commit;
vacuum analyze;
