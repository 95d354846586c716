import Audit
import Base
import Routing
import Store
import Terms
import Wording

/// A seat that was kept for an employer's answer to new facts, in vain: the place pauses, and the participant hears of it.
@Sendable func lapse(
    _ matter: ID<DueMatter>,
    _ db: borrowing Transaction,
    _ site: Site
) throws(Failure) -> [Entry] {
    let place = ID<Enrolment>(matter)
    guard let lapsed = try db.oneIfAny(.lapse, place) else { return [] }
    if !lapsed.email.isEmpty {
        let words = site.catalogue.words(lapsed.language, at: site.clock.now)
        try db.mail(
            Mail(
                .place,
                to: lapsed.email,
                subject: words("places.mail.lapsed.subject", ["course": lapsed.course]),
                paragraphs: [
                    words("places.mail.lapsed.what", ["course": lapsed.course]),
                    words("places.mail.page") + "\n"
                        + "\(site.origin)/\(lapsed.slug)/applications/\(lapsed.application)",
                ],
                language: words.language
            )
        )
    }
    return [Entry(.enrolmentPaused, of: Object(place, lapsed.course), about: [lapsed.person])]
}

/// A place that has lapsed, and how its participant is reached.
private struct LapsedPlace: Sendable {
    let person: ID<Person>
    let application: ID<Application>
    let course: String
    let email: String
    let language: Language
    /// The slug of this space.
    let slug: String
}

extension AccountStatement where Result == DueMatter {
    static let placesDue = AccountStatement(
        "select space, matter from places_due()",
        DueMatter.init,
        "space",
        "matter"
    )
}

extension Statement where Result == LapsedPlace {
    fileprivate static let lapse = Statement(
        """
        select person, application, course, email, language, slug from place_lapse($2)
         where $1::uuid = current_tenant()
        """,
        LapsedPlace.init,
        "person",
        "application",
        "course",
        "email",
        "language",
        "slug"
    )
}
