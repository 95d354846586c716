import Access
import Base
import Routing
import Store
import Terms
import Wording

/// Members are led to what waits for them, and others to what anybody may read.
@Sendable func openSpace(_ visit: Visit) throws(Failure) -> Reply {
    guard visit.visitor.actor.membership == nil else {
        return .redirect(to: visit.here("/today"))
    }
    let space = try visit.space
    guard space.hasFrontDoor else { throw .refused(.notFound) }
    let (contact, courses, takesEnquiries, tellsStories) = try visit.read { (db) throws(Failure) in
        try db.together(
            .one(.publicContact),
            .all(.openCourses, ID<Course>?.none),
            .one(.takesEnquiries),
            .one(.tellsStories)
        )
    }
    let door = FrontDoor(
        name: space.name(visit.words.language),
        kind: space.kind,
        contact: contact,
        courses: courses,
        takesEnquiries: takesEnquiries,
        tellsStories: tellsStories,
        place: visit.here("")
    )
    let lead = visit.words.dynamic("door.lead.\(space.kind.rawValue)")
    return visit.openLetter(door.name, about: lead) { h in
        frontDoorPage(&h, door, lead: lead, visit.words)
    }
}

@Sendable func showPrivacy(_ visit: Visit) throws(Failure) -> Reply {
    let space = try visit.space
    guard space.hasFrontDoor else { throw .refused(.notFound) }
    let (contact, roles, days) = try visit.read { (db) throws(Failure) in
        try db.together(.one(.publicContact), .all(.rolesHere), .one(.keptDays))
    }
    let notice = PrivacyNotice(
        controller: space.name(visit.words.language),
        kind: space.kind,
        contact: contact,
        readers: PrivacyNotice.readers(
            visit.site.features,
            visit.site.gate.table,
            in: space.kind,
            of: roles.sorted()
        ),
        feedbackDays: days.feedback,
        enquiryDays: days.enquiry,
        joinDays: days.join,
        place: visit.here("")
    )
    return visit.openLetter(visit.words("privacy.title"), about: notice.controller) { h in
        privacyPage(&h, notice, visit.words)
    }
}

extension Statement where Result == PublicContact {
    fileprivate static let publicContact = Statement(
        "select business_id, name, address, email, phone from public_contact() where $1::uuid = current_tenant()",
        PublicContact.init,
        "business_id",
        "name",
        "address",
        "email",
        "phone"
    )
}

extension Statement where Result == Bool {
    fileprivate static let takesEnquiries = Statement(
        "select takes_enquiries($1) as found where $1::uuid = current_tenant()",
        "found"
    )

    fileprivate static let tellsStories = Statement(
        "select exists (select from published_stories()) as found where $1::uuid = current_tenant()",
        "found"
    )
}

/// How long things are kept by the database's own rules.
private struct KeptDays: Sendable {
    let feedback: Int
    let enquiry: Int
    let join: Int
}

extension Statement where Result == KeptDays {
    fileprivate static let keptDays = Statement(
        "select feedback_days() as feedback, enquiry_days() as enquiry, join_days() as join_end where $1::uuid = current_tenant()",
        KeptDays.init,
        "feedback",
        "enquiry",
        "join_end"
    )
}
