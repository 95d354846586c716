import Access
import Base
import Store
import Terms

// What passes between an association and its partner: partnerships, orders, offers, stories.

extension WorldDraft {
    /// A partnership that is in force, one that another association proposes, and a partner without.
    mutating func addPartnerships() {
        let (other, proposer) = (ID<World>(), ID<World>())
        filler.partner = "\(name)-toinen"
        script += """
            insert into space (id, slug, kind, name_fi, name_sv, name_en)
              values ('\(other)', '\(filler.partner)', 'partner', '\(canary)nimi', '\(canary)namn', '\(canary)name'),
                ('\(proposer)', '\(name)-ehdottaja', 'association', '\(canary)nimi', '\(canary)namn', '\(canary)name');
            set local session_replication_role = replica;

            """
        let (association, partner) = (space(.association), space(.partner))
        for (here, state) in [(association, "active"), (proposer.text, "proposed")] {
            let id = ID<World>().text
            for (one, its) in [(here, partner), (partner, here)] {
                let isAgreed = state == "active"
                script += """
                    insert into partnership (tenant_id, id, other_id, other_name, state, version, agreed_on)
                      values ('\(one)', '\(id)', '\(its)', '\(canary)kumppani', '\(state)',
                        \(isAgreed ? "1, today()" : "null, null"));
                    insert into partnership_terms (tenant_id, partnership_id, version, is_own, terms, fee_payer, valid_from, answer,
                        answered_at)
                      values ('\(one)', '\(id)', 1, \(one == here), '\(canary)ehdot', 'partner', today(),
                        \(isAgreed ? "'accepted', moment()" : "null, null"));

                    """
            }
            add(World.Key(id), after: "partnerships", in: .partner)
            if here == association {
                addOrders(partner, id, association)
                addEffects()
            }
            if here == association { addStoryCopies(partner, association) }
            if here == association { add(World.Key(id), after: "partnerships", in: .association) }
        }
        script += "set local session_replication_role = origin;\n"
    }

    /// Stories of an expert that name the partner: one that waits for its answer, and one that it has approved.
    mutating func addStoryCopies(_ partner: String, _ association: String) {
        guard let expert = member(.association, .expert), let petri = member(.partner, .coordinator)
        else { return }
        for state in ["proposed", "approved"] {
            let id = ID<World>().text
            let texts =
                "'fi', '\(canary)tarina', '\(canary)kertomus', '\(canary)kertoja', 'https://video.example/1'"
            let sides = state == "approved" ? "'person', 'organisation'" : "'person'"
            script += """
                insert into story (tenant_id, id, person_id, other_id, other_name, version, state)
                  select '\(association)', '\(id)', person_id, '\(partner)', '\(canary)toinen', 1, 'proposed'
                    from membership where id = '\(expert.membership)';
                insert into story_version (tenant_id, story_id, version, language, title, body, name_shown, recording_link)
                  values ('\(association)', '\(id)', 1, \(texts));
                insert into story_approval (tenant_id, story_id, version, side, matter, answer, given_by)
                  select '\(association)', '\(id)', 1, s, m, 'approved',
                      case s when 'person' then '\(expert.membership)'::uuid end
                    from unnest(array[\(sides)]) s, unnest(array['text', 'recording']) m;
                insert into story_copy (tenant_id, id, other_id, other_name, address, version, language, title, body, name_shown,
                    recording_link, state, answered_by)
                  values ('\(partner)', '\(id)', '\(association)', '\(canary)toinen', '/\(name)-association/stories/\(id)', 1,
                    \(texts), '\(state)', \(state == "approved" ? "'\(petri.membership)'" : "null"));

                """
            for (here, there, way) in [(association, partner, "out"), (partner, association, "in")]
            {
                script += """
                    insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
                      values ('\(here)', gen_random_uuid(), '\(way)', 'story.proposed', '\(there)', '\(id)', '{"version": 1}');

                    """
            }
            add(World.Key(id, of: [expert.account]), after: "manuscripts", in: .association)
            add(World.Key(id), after: "story-copies", in: .partner)
        }
    }

    /// A draft, and orders that were sent, which the association has: one that nobody has taken, one to which experts are asked, and
    /// one that is agreed and over, and two that one of the ends has marked as held: of the first nothing is said yet.
    private mutating func addOrders(
        _ partner: String,
        _ partnership: String,
        _ association: String
    ) {
        for (place, state) in ["draft", "received", "offering", "agreed", "done", "done"]
            .enumerated()
        {
            let id = ID<World>().text
            addEngagement("engagement_order", id, partner, partnership, association, "order_time")
            add(World.Key(id), after: "orders", in: .partner)
            guard state != "draft" else { continue }
            let desk = member(.association, .coordinator)?.membership.text ?? ""
            let there = ["received": "sent", "offering": "answered"][state] ?? state
            let end = place == 4 ? SpaceKind.partner : .association
            let isDone =
                state == "done" ? ", done_on = today() - 1, done_end = '\(end.rawValue)'" : ""
            script +=
                "update engagement_order set state = '\(there)'\(isDone) where id = '\(id)';\n"
            addEngagement("engagement", id, association, partnership, partner, "engagement_time")
            add(World.Key(id), after: "engagements", in: .association)
            for kind in [SpaceKind.association, .partner] {
                add(World.Key(id), after: "engagement-messages", in: kind)
                add(World.Key(id), after: "engagement-changes", in: kind)
                script += """
                    insert into engagement_message (tenant_id, id, engagement_id, is_own, body)
                      values ('\(space(kind))', gen_random_uuid(), '\(id)', \(kind == .partner), '\(canary)viesti');

                    """
            }
            if state == "received" {
                // Nobody came to it.
                for path in ["engagement-feedback", "engagement-findings"] {
                    add(World.Key(id), after: path, in: .association)
                }
            } else {
                script +=
                    "update engagement set state = '\(state)', desk = '\(desk)'\(isDone) where id = '\(id)';\n"
            }
            if state == "offering" {
                addOffers(id)
                addChange(id)
            }
            if state == "done" { addWords(id, areGiven: place == 5) }
            if state == "agreed" || state == "done" {
                for table in ["order_time", "engagement_time"] {
                    script +=
                        "update \(table) set held_on = '2020-01-15' where engagement_id = '\(id)';\n"
                }
                script += """
                    insert into order_expert (tenant_id, engagement_id, number, name, presentation, contact)
                      values ('\(partner)', '\(id)', 1, '\(canary)tulija', '\(canary)esittely', '\(canary)yhteys');

                    """
            }
            for (here, there, way) in [(partner, association, "out"), (association, partner, "in")]
            {
                script += """
                    insert into letter (tenant_id, id, direction, kind, other_space_id, reference, body)
                      values ('\(here)', gen_random_uuid(), '\(way)', 'engagement.requested', '\(there)', '\(id)', '{}');

                    """
            }
        }
    }

    /// What was answered to the question of effects, and where; nothing links the two.
    private mutating func addEffects() {
        for kind in [SpaceKind.association, .partner] {
            script += """
                insert into effect_answer (tenant_id, month, answer, given)
                  select '\(space(kind))', 24300, a, 6 from unnest(array['yes', 'maybe', 'no', 'unknown']) a;
                insert into effect_mark (tenant_id, matter_id) values ('\(space(kind))', gen_random_uuid());

                """
        }
    }

    /// A change that the partner has proposed.
    private mutating func addChange(_ engagement: String) {
        let columns = EngagementFacts.columns.map(\.description).joined(separator: ", ")
        for kind in [SpaceKind.association, .partner] {
            script += """
                insert into engagement_version (tenant_id, engagement_id, revision, is_own, \(columns))
                  values ('\(space(kind))', '\(engagement)', 2, \(kind == .partner), \(facts));
                insert into engagement_version_time (tenant_id, engagement_id, revision, number, held_on, starts_at, ends_at)
                  values ('\(space(kind))', '\(engagement)', 2, 1, '2099-01-15', '14:00', '16:00');

                """
        }
    }

    /// Who came to an engagement, and what is said of it at both ends.
    private mutating func addWords(_ engagement: String, areGiven: Bool) {
        let (association, partner) = (space(.association), space(.partner))
        script += "update engagement set experts = 3 where id = '\(engagement)';\n"
        for (index, person) in experts.enumerated() {
            let offer = ID<World>().text
            script += """
                insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by, state, choice, shown_name)
                  values ('\(association)', '\(offer)', '\(engagement)', '\(person)', 1, '2020-01-10', 'accepted', 'nothing',
                    '\(canary)esitys');

                """
            let owner = index < 2 ? member(.association, .expert, index)?.account : nil
            add(
                World.Key(offer, of: Set([owner].compactMap { $0 })),
                after: "offers",
                in: .association
            )
        }
        let owners = Set([0, 1].compactMap { member(.association, .expert, $0)?.account })
        add(World.Key(engagement, of: owners), after: "engagement-feedback", in: .association)
        add(World.Key(engagement), after: "engagement-feedback", in: .partner)
        add(World.Key(engagement, of: owners), after: "engagement-findings", in: .association)
        guard areGiven, experts.count > 1 else { return }
        for (state, index) in [("waits", 0), ("approved", 0), ("shared", 0), ("waits", 1)] {
            let id = ID<World>()
            script += """
                insert into finding (tenant_id, id, engagement_id, person_id, matter, body, state)
                  values ('\(association)', '\(id)', '\(engagement)', '\(experts[index])', 'helped', '\(canary)havainto', '\(state)');

                """
            let owner = [member(.association, .expert, index)?.account].compactMap { $0 }
            add(World.Key(id.text, of: Set(owner)), after: "findings", in: .association)
            guard state == "shared" else { continue }
            script += """
                insert into finding (tenant_id, id, engagement_id, matter, body, state)
                  values ('\(partner)', '\(id)', '\(engagement)', 'helped', '\(canary)havainto', 'shared');

                """
            add(World.Key(id.text), after: "findings", in: .partner)
        }
        let (own, trouble, theirs) = (ID<World>(), ID<World>(), ID<World>())
        script += """
            insert into engagement_feedback (tenant_id, id, engagement_id, side, kind, person_id, body, may_pass, passed_at)
              values ('\(association)', '\(own)', '\(engagement)', 'expert', 'words', '\(experts[0])', '\(canary)sanat', true, null),
                ('\(association)', '\(trouble)', '\(engagement)', 'expert', 'trouble', '\(experts[1])', '\(canary)pieleen', false,
                  null),
                ('\(association)', '\(theirs)', '\(engagement)', 'partner', 'words', null, '\(canary)tilaaja', false, moment()),
                ('\(partner)', '\(theirs)', '\(engagement)', 'partner', 'words', null, '\(canary)tilaaja', false, null);

            """
        for (index, id) in [own, trouble, theirs].enumerated() {
            let readers = (0...1).filter { index == 2 || $0 == index }
            let owners = readers.compactMap { member(.association, .expert, $0)?.account }
            add(World.Key(id.text, of: Set(owners)), after: "engagement-words", in: .association)
        }
    }

    /// Who is asked to an engagement, and who has said yes.
    private mutating func addOffers(_ engagement: String) {
        script += "update engagement set experts = 2 where id = '\(engagement)';\n"
        for (index, person) in experts.enumerated() {
            let offer = ID<World>().text
            let answer = index == 1 ? "'accepted', 'fee', '\(canary)esitys'" : "'sent', null, ''"
            script += """
                insert into engagement_offer (tenant_id, id, engagement_id, person_id, revision, answer_by, state, choice, shown_name)
                  values ('\(space(.association))', '\(offer)', '\(engagement)', '\(person)', 1, today() + 3, \(answer));
                insert into expert_time (tenant_id, offer_id, number, engagement_id, expert_id, held_on, during, is_agreed)
                  values ('\(space(.association))', '\(offer)', 1, '\(engagement)', '\(person)', '2099-01-15',
                    '[2099-01-15 13:00+02, 2099-01-15 15:00+02)', \(index == 1));

                """
            let owner = index < 2 ? member(.association, .expert, index)?.account : nil
            add(
                World.Key(offer, of: Set([owner].compactMap { $0 })),
                after: "offers",
                in: .association
            )
        }
    }

    private mutating func addEngagement(
        _ table: String,
        _ id: String,
        _ here: String,
        _ partnership: String,
        _ there: String,
        _ times: String
    ) {
        let columns = EngagementFacts.columns.map(\.description).joined(separator: ", ")
        script += """
            insert into \(table) (tenant_id, id, partnership_id, other_id, other_name, \(columns))
              values ('\(here)', '\(id)', '\(partnership)', '\(there)', '\(canary)toinen', \(facts));
            insert into \(times) (tenant_id, engagement_id, number, held_on, starts_at, ends_at)
              values ('\(here)', '\(id)', 1, '2099-01-15', '13:00', '15:00');

            """
    }

    /// Facts of an engagement, a canary in each text.
    private var facts: String {
        var facts = EngagementFacts()
        facts.title = "\(canary)otsikko"
        facts.wish = "\(canary)toive"
        facts.place = "\(canary)paikka"
        facts.othersPresent = "\(canary)muut"
        facts.equipment = "\(canary)välineet"
        facts.access = "\(canary)esteettömyys"
        facts.host = "\(canary)yhteys"
        (facts.groupSize, facts.minutes, facts.fee, facts.experts) = (12, 45, 12_000, 1)
        return facts.stored.map { "'\($0 ?? "")'" }.joined(separator: ", ")
    }
}
