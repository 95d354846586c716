import Access
import Base
import Store
import Terms

// What experts say of themselves, the stories about them, and the groups that they lead.

extension WorldDraft {
    /// Boundaries of experts who write their own, and of one without an account.
    mutating func addProfiles(_ people: [ID<Person>]) {
        experts = Array(people.prefix(3))
        let unasked = ID<Person>()
        script += """
            insert into person (tenant_id, id, given_name, family_name, kind)
              values ('\(space(.association))', '\(unasked)', '\(canary)pyytämätön', '\(canary)osaaja', 'expert');

            """
        // The fourth has been asked to nothing.
        for (index, person) in (experts + [unasked]).enumerated() {
            script += """
                update person set kind = 'expert' where tenant_id = '\(space(.association))' and id = '\(person)';
                insert into expert_profile (tenant_id, person_id, public_name, presentation, municipalities, kinds, month_max, is_paused, told_on)
                  values ('\(space(.association))', '\(person)', '\(canary)esitys', '\(canary)esittely', '\(canary)kunnat',
                    '{training}', 2, \(index == 1), \(index == 2 ? "today()" : "null"));

                """
            let away = ID<World>().text
            script += """
                insert into expert_away (tenant_id, id, person_id, from_on, until_on)
                  values ('\(space(.association))', '\(away)', '\(person)', '2099-07-01', '2099-07-14');

                """
            let owner = member(.association, .expert, index)?.account
            let (limit, card) = (ID<World>().text, ID<World>().text)
            script += """
                insert into tax_card (tenant_id, id, person_id, year, received_on)
                  values ('\(space(.association))', '\(card)', '\(person)', extract(year from today()) - 1, today());

                """
            add(World.Key(card), after: "tax-cards", in: .association)
            add(World.Key(person.text), after: "experts", in: .association)
            script += """
                insert into expert_limit (tenant_id, id, person_id, body, told_on)
                  values ('\(space(.association))', '\(limit)', '\(person)', '\(canary)aihe', \(index == 2 ? "today()" : "null"));

                """
            add(
                World.Key(limit, of: Set([owner].compactMap { $0 })),
                after: "topics",
                in: .association
            )
            if index < 2 {
                add(
                    World.Key(away, of: Set([owner].compactMap { $0 })),
                    after: "away",
                    in: .association
                )
            }
        }
    }

    /// Stories of the two experts: a draft, one that waits for its approval, one that is approved, and one that anybody may read.
    mutating func addStories(_ kind: SpaceKind, _ people: [ID<Person>]) {
        for (index, person) in people.prefix(2).enumerated() {
            guard let expert = member(kind, .expert, index) else { continue }
            for state in ["draft", "proposed", "approved", "published"] {
                let id = ID<World>().text
                let isPublic = state == "published"
                let text = isPublic ? "Julkista" : canary
                script += """
                    insert into story (tenant_id, id, person_id) values ('\(space(kind))', '\(id)', '\(person)');
                    insert into story_version (tenant_id, story_id, version, language, title, body, name_shown, recording_link)
                      values ('\(space(kind))', '\(id)', 1, 'fi', '\(text)tarina', '\(text)kertomus', '\(text)kertoja',
                        'https://video.example/1');

                    """
                if isPublic || state == "approved" {
                    script += """
                        insert into story_approval (tenant_id, story_id, version, side, matter, answer, given_by)
                          select '\(space(kind))', '\(id)', 1, 'person', m, 'approved', '\(expert.membership)'
                            from unnest(array['text', 'recording']) m;

                        """
                }
                if isPublic { add(World.Key(id), after: "stories", in: kind) }
                script += """
                    update story set version = 1, state = '\(state == "approved" ? "proposed" : state)', published_at = \(isPublic ? "moment()" : "null")
                     where id = '\(id)';

                    """
                add(World.Key(id, of: [expert.account]), after: "manuscripts", in: kind)
            }
        }
    }

    /// A group of developer-clients with a meeting that was, one that comes and a member; and a group of peers.
    mutating func addActivities(_ kind: SpaceKind, _ people: [ID<Person>]) {
        guard let leader = people.first, let client = people.last else { return }
        let (space, group, peers) = (space(kind), ID<World>().text, ID<World>().text)
        let (past, ahead, member) = (ID<World>().text, ID<World>().text, ID<World>().text)
        script += """
            update person set kind = 'expert' where tenant_id = '\(space)' and id = '\(leader)';
            update person set kind = 'developer-client' where tenant_id = '\(space)' and id = '\(client)';
            insert into person (tenant_id, id, given_name, family_name, kind)
              values ('\(space)', gen_random_uuid(), '\(canary)kehittäjä', '\(canary)asiakas', 'developer-client');
            insert into activity (tenant_id, id, kind, title, service, person_id, state)
              values ('\(space)', '\(group)', 'developer-clients', '\(canary)ryhmä', '\(canary)palvelu', '\(leader)', 'running'),
                ('\(space)', '\(peers)', 'peer', '\(canary)vertaiset', '\(canary)palvelu', null, 'planned');
            insert into activity_meeting (tenant_id, id, activity_id, held_on, starts_at, ends_at, place, topic)
              values ('\(space)', '\(past)', '\(group)', today() - 2, '13:00', '15:00', '\(canary)paikka', '\(canary)aihe'),
                ('\(space)', '\(ahead)', '\(group)', today() + 2, '13:00', '15:00', '\(canary)paikka', '\(canary)aihe');
            insert into activity_member (tenant_id, id, activity_id, person_id, agreed_on, joined_on, fee_choice)
              values ('\(space)', '\(member)', '\(group)', '\(client)', today() - 9, today() - 8, 'expenses');

            """
        for id in [group, peers] { add(World.Key(id), after: "activities", in: kind) }
        for id in [past, ahead] { add(World.Key(id), after: "activity-meetings", in: kind) }
        add(World.Key(member), after: "activity-members", in: kind)
    }
}
