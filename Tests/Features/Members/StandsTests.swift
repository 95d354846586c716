import Base
import Support
import Testing

/// Where somebody may stand: the places that the pages say before a membership ends and before a person is archived.
@Suite struct `Where somebody stands` {
    /// Each column by which a member, a person of the register or an address is named: the place that it is, or why it is none.
    static let columns: [String: String] = [
        "activity.person_id": "leads", "activity_member.person_id": "activity",
        "application.person_id": "application place",
        "consent_decision.email": "consent",
        "consent_request.giver_email": "asked",
        "consent_link.email": "request",
        "course_trainer.membership_id": "course",
        "engagement.desk": "engagement",
        "engagement_offer.person_id": "coming",
        "saved_view.membership_id": "view",
        "space.contact_email": "contact",
        "space.contact_name": "contact",
        // The application is the place.
        "consent_ask.person_id": "", "enrolment.person_id": "", "release.person_id": "",
        // What somebody did once.
        "attendance.marked_by": "", "consent_decision.membership_id": "",
        "consent_link.delegated_by": "", "feedback.answered_by": "", "enquiry.answered_by": "",
        "invitation.invited_by": "", "story_version.written_by": "",
        "story_approval.given_by": "", "story_copy.answered_by": "",
        // Somebody at the employer, whose own space tells of them.
        "consent_ask.decided_by": "", "consent_ask.support_contact": "",
        "consent_decision.support_contact": "",
        "prepared_release.giver_email": "", "release.giver_email": "",
        // How the provider was reached when it asked.
        "consent_request.provider_contact": "",
        // Whose entry or account it is.
        "membership.email": "", "membership.person_id": "", "membership_role.membership_id": "",
        "person.email": "", "person_alike.one": "", "person_alike.other": "",
        "person_join.person_id": "", "expert_profile.person_id": "", "expert_away.person_id": "",
        "expert_limit.person_id": "", "engagement_feedback.person_id": "",
        "finding.person_id": "",
        "person_note.person_id": "", "story.person_id": "",
        "tax_card.person_id": "",
        // What goes with them: a choice, a way back, a mail that has left, an invitation that nobody has taken.
        "notice_digest.membership_id": "", "undo.membership_id": "", "welcome.membership_id": "",
        "outbox.recipient": "", "invitation.email": "", "feedback.email": "",
        "enquiry.email": "",
        // How who comes is reached, as the association told the partner.
        "order_expert.contact": "",
        // No person's at all.
        "engagement_offer.shows_contact": "",
        "space.contact_address": "", "space.contact_for": "", "space.contact_phone": "",
        "consent_request.asks_contact_person": "", "feedback.email_proven": "",
        "person_join.contacts": "", "release.wants_contact_person": "",
    ]

    @Test func `is each column that names somebody, and each of its places is told in words`()
        throws
    {
        let database = try TestCluster.database("stands_columns")
        let named = try database.psql(
            """
            select c.relname || '.' || a.attname
              from pg_attribute a
              join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
             where a.attnum > 0 and not a.attisdropped and a.attname <> 'tenant_id'
               and (exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'f'
                      and a.attnum = any (k.conkey) and k.confrelid in ('person'::regclass, 'membership'::regclass))
                 or a.attname ~ '(email|contact|recipient|(person|membership|member|actor)_id$|_by$)'
                   and (a.attname, format_type(a.atttypid, null)) not in (('renew_by', 'timestamp with time zone'), ('answer_by', 'date')))
            """
        ).map { $0[0] }
        #expect(Set(named).subtracting(Self.columns.keys).isEmpty)
        #expect(Set(Self.columns.keys).subtracting(named).isEmpty)
        let places = Set(Self.columns.values.flatMap { $0.split(separator: " ") }.map(String.init))
        let text = try String(
            contentsOfFile: TestCluster.root + "/Migrations/functions/public/still_stands.sql",
            encoding: .utf8
        )
        for place in places { #expect(text.contains("'\(place)'"), "\(place)") }
        for language in ["fi", "sv", "en"] {
            let words = try String(
                contentsOfFile: TestCluster.root + "/Web/wording/\(language)/members.txt",
                encoding: .utf8
            )
            for line in words.split(separator: "\n") where line.hasPrefix("members.stands.") {
                let place = line.dropFirst(15).prefix { $0 != "." && $0 != " " }
                #expect(place == "what" || places.contains(String(place)), "\(line)")
            }
            for place in places {
                #expect(words.contains("members.stands.\(place).one"), "\(place)")
            }
        }
    }

    @Test func `is said of whoever gives consents, on the member's page and on the person's`()
        throws
    {
        let fixture = try ConsentFixture("stands_giver", employerState: "active")
        let (house, employer) = (fixture.house, fixture.employer)
        let coordinator = try house.member(of: employer, .coordinator, name: "Kaisa Koordi")
        let waiting = try fixture.ask()
        let given = try fixture.ask("Aino Toinen")
        try house.database.psql(
            """
            update consent_request set state = 'given', decided_at = moment() where id = '\(given.id)';
            insert into consent_decision (tenant_id, id, request_id, kind, consents, support_working_time, support_travel,
                support_substitute, typed_name, email, text_version, text_language, text_sha256, identity_strength)
              select tenant_id, gen_random_uuid(), id, 'decision', true, true, false, false, giver_name, giver_email, 1, 'fi',
                sha256('x'), 'account' from consent_request where id = '\(given.id)';
            update consent_request set state = 'given', decided_at = moment() where id = '\(given.id)'
            """
        )
        let person = try house.person(in: employer, "Mari", "Esimerkki", kind: "employee")
        try house.database.psql(
            "update membership set person_id = '\(person)' where email = 'mari@yritys.example' and tenant_id = '\(employer.id)'"
        )
        let member = try fixture.value(
            "select id from membership where person_id = '\(person)'"
        )
        func said(_ sentences: String...) throws {
            for page in ["members/\(member)", "people/\(person)"] {
                let text = try house.get("/tyonantaja/\(page)", as: coordinator).text
                for sentence in sentences + ["1 hänen antamansa suostumus on voimassa"] {
                    #expect(text.contains(sentence), "\(page): \(sentence)")
                }
                #expect(!text.contains("Aino Toinen"))
            }
        }
        try said("1 pyyntö, johon vain hän voi vastata")
        _ = try house.member(of: employer, .consentGiver)
        try said("1 pyyntö odottaa hänen vastaustaan")
        #expect(waiting.id != given.id && house.faults.all.isEmpty)
    }
}
