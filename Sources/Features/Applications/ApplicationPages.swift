import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

@Sendable func showApplication(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Application> = try visit.id()
    let (found, course, notices) = try visit.read { (db) throws(Failure) in
        let found = try db.together(
            .one(.applicationPath, id),
            .one(.contactOfApplicant, id),
            .oneIfAny(.releaseOfApplication, id),
            .oneIfAny(.answerOfApplication, id),
            .all(.onPath, id),
            .one(.providerContact)
        )
        let course = try db.facts(of: found.0.course)
        return (found, course, try visit.notices(of: found.0.person, db))
    }
    let (path, contact, release, answer, events, provider) = found
    let isOwn = path.person == visit.visitor.actor.person
    let page = ApplicationPage(
        path: path,
        course: course,
        applicant: contact,
        notices: notices,
        release: release,
        answer: answer,
        isOwn: isOwn,
        isStaff: visit.permit.scope == .all && !isOwn,
        history: history(events, visit.words),
        provider: try visit.space.name(visit.words.language),
        contact: provider,
        list: visit.trail(of: .applications),
        once: { visit.once },
        place: visit.here("")
    )
    let title: any Text = isOwn ? path.courseName : path.applicant
    let reply = visit.page(Sentence([title])) { h in applicationPage(&h, page, visit.words) }
    return Looked(
        reply,
        Entry(.applicationRead, of: Object(id, path.courseName), about: [path.person])
    )
}

extension Statement where Result == ApplicantContact {
    /// How whoever made an application (`$5`) is reached.
    fileprivate static let contactOfApplicant = Statement(
        within: .reach,
        """
        select p.given_name, p.email, p.phone, p.municipality, p.language,
               application_lacks(v.stage, v.astray, v.person_id) as lacks
          from application_path v join people_within($2, $3, $4) p on p.id = v.person_id
         where v.tenant_id = $1 and v.id = $5
        """,
        ApplicantContact.init,
        "given_name",
        "email",
        "phone",
        "municipality",
        "language",
        "lacks"
    )
}

extension Statement where Result == ReleaseFacts {
    fileprivate static let releaseOfApplication = Statement(
        """
        select employer_name, business_id, giver_name, giver_email,
               supports(wants_working_time, wants_travel, wants_substitute, wants_contact_person) as wants
          from release where tenant_id = $1 and application_id = $2 and state = 'active'
        """,
        ReleaseFacts.init,
        "employer_name",
        "business_id",
        "giver_name",
        "giver_email",
        "wants"
    )
}

extension Statement where Result == AnswerFacts {
    fileprivate static let answerOfApplication = Statement(
        """
        select k.decided_by, k.strength,
               supports(k.support_working_time, k.support_travel, k.support_substitute,
                 k.support_contact <> '') as given, coalesce(k.support_contact, '') as contact
          from application_path v join consent_ask k on k.tenant_id = $1 and k.id = v.ask_id
         where v.tenant_id = $1 and v.id = $2
        """,
        AnswerFacts.init,
        "decided_by",
        "strength",
        "given",
        "contact"
    )
}

extension Statement where Result == ProviderContact {
    fileprivate static let providerContact = Statement(
        "select contact_email, contact_phone from space where id = $1",
        ProviderContact.init,
        "contact_email",
        "contact_phone"
    )
}

extension Statement where Result == LoggedEvent {
    /// What has been done on the path of an application (`$2`), newest first.
    ///
    /// Who has looked is told elsewhere.
    fileprivate static let onPath = Statement(
        """
        select l.*, (l.actor_person, l.actor_member, l.actor_name) as actor,
               (l.label_person, l.label_member, l.label_text) as label
          from log.event_part d
          join log.event_line l on l.tenant_id = $1 and l.id = d.event_id
         where d.tenant_id = $1 and d.part = 'detail' and l.kind in ('write', 'consent')
           and d.object_id in (
             select $2::uuid
             union all select r.id from release r where r.tenant_id = $1 and r.application_id = $2
             union all select k.id from consent_ask k where k.tenant_id = $1 and k.application_id = $2
             union all select v.enrolment_id from application_path v where v.tenant_id = $1 and v.id = $2)
         order by l.at desc, l.id desc
         limit 30
        """,
        LoggedEvent.read
    )
}
