import Access
import Audit
import Base
import HTML
import HTTP
import Interface
import Routing
import Store
import Wording

// Spaces that associations have proposed: the operator makes one, or does not.

/// A space that waits for the operator's word: never whom it would invite.
struct SpaceRequest: Sendable {
    let id: ID<SpaceRequest>
    let organisation: String
    let kind: SpaceKind
    let businessID: String
    let association: String
    let space: ID<Space>
    /// The enquiry that it is proposed for.
    let enquiry: ID<SpaceRequest>
    let askedAt: Instant
}

/// Who is invited, at the moment of the invitation.
private struct RequestGuest: Sendable {
    let name: String
    let email: String
    let language: Language
}

/// What the operator adds: where the space stands.
struct SpaceAddress: Sendable {
    var slug = ""
}

@Sendable func showRequest(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(account: requestPage)
}

/// Makes the space and invites its first coordinator; the association proposes the partnership by itself.
@Sendable func acceptRequest(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(account: requestPage) { (db, _, new, _) throws(Failure) in
        let id: ID<SpaceRequest> = try visit.id()
        let account = visit.visitor.account?.id
        let request = try db.one(.requestSeen, id, account)
        let space = ID<Space>(visit.seal.key)
        let made = Entry(.spaceMade, of: Object(space, new.slug))
        if try db.one(.isSlugTaken, new.slug) {
            let taken = Problems([("slug", visit.words("operator.problem.taken"))])
            return AccountAudited(.again(taken), made, in: [])
        }
        let guest = try db.one(.requestGuest, account, id)
        let name = request.organisation
        try db.run(
            .makeSpace,
            space,
            new.slug,
            request.kind.rawValue,
            request.businessID,
            name,
            name,
            name,
            guest.language
        )
        try db.run(.decideRequest, account, id, space)
        let invited = try invite(
            Invitee(name: guest.name, email: guest.email, language: guest.language),
            ID(),
            as: .coordinator,
            to: (space, name, new.slug),
            visit,
            db
        )
        let path = visit.after("/operator/spaces/\(space)", did: "operator.done.made")
        return AccountAudited(
            .answered(FormAnswer(to: path)),
            made,
            in: [LoggedPlace(space)],
            also: [invited]
        )
    }
}

/// Makes no space; the association reads so at the enquiry.
@Sendable func refuseRequest(_ visit: Visit) throws(Failure) -> Looked {
    try visit.submit(account: refusalPage) { (db, _, _, _) throws(Failure) in
        let id: ID<SpaceRequest> = try visit.id()
        let account = visit.visitor.account?.id
        let request = try db.one(.requestSeen, id, account)
        try db.run(.decideRequest, account, id, nil as ID<Space>?)
        let path = visit.after("/operator", did: "space-requests.done.refused")
        return AccountAudited(
            .answered(FormAnswer(to: path)),
            Entry(.enquirySpaceRefused, of: Object(request.enquiry, request.organisation)),
            in: [LoggedPlace(request.space)]
        )
    }
}

/// The same page as the form that says no, which has nothing to fill.
private func refusalPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<SpaceAddress> {
    var page = try requestPage(visit, db)
    page.fields = FieldList([FieldList<SpaceAddress>.Item]())
    page.action += "/refusal"
    return page
}

private func requestPage(
    _ visit: Visit,
    _ db: borrowing AccountTransaction
) throws(Failure) -> FormPage<SpaceAddress> {
    let id: ID<SpaceRequest> = try visit.id()
    let request = try db.one(.requestSeen, id, visit.visitor.account?.id)
    let words = visit.words
    let path = "/operator/requests/\(id)"
    let once = visit.once
    var page = FormPage(
        request.organisation,
        lead: words("space-requests.from", ["association": request.association]),
        FieldList<SpaceAddress>(
            slugField(\.slug, origin: visit.site.origin, reserved: visit.site.reserved)
        ),
        SpaceAddress(slug: slug(of: request.organisation)),
        isNew: true,
        action: path,
        save: words("space-requests.accept"),
        back: "/operator"
    ) { h, form in h.request(request, form, once: once, refusal: "\(path)/refusal", words) }
    page.blames = blamed
    return page
}

/// An address that an organisation's name suggests; the operator may write another.
func slug(of name: String) -> String {
    let plain = name.lowercased().map { letter in
        switch letter {
        case "å", "ä", "á", "à": "a"
        case "ö", "ø": "o"
        case "é", "è": "e"
        default: letter.isASCII && (letter.isLetter || letter.isNumber) ? String(letter) : "-"
        }
    }
    let words = plain.joined().split(separator: "-").joined(separator: "-")
    let short = words.prefix(Limits.slugCharactersMax)
    return String(short.hasSuffix("-") ? short.dropLast() : short)
}

extension HTML {
    /// The spaces that wait for the operator's word, above all others.
    mutating func requests(_ requests: [SpaceRequest], _ words: Words) {
        guard !requests.isEmpty else { return }
        part(words("space-requests.title")) { h in
            h.tasks(
                requests.map { request in
                    WaitingTask(
                        what: words(
                            "space-requests.waits",
                            [
                                "organisation": request.organisation,
                                "association": request.association,
                            ]
                        ),
                        when: words.waited(since: request.askedAt),
                        step: NextStep(
                            words("space-requests.look"),
                            "/operator/requests/\(request.id)"
                        )
                    )
                }
            )
        }
    }

    fileprivate mutating func request(
        _ request: SpaceRequest,
        _ form: FormView,
        once: String,
        refusal: String,
        _ words: Words
    ) {
        notes(form)
        facts { h in
            h.fact(
                words("operator.kind"),
                words.dynamic("space.kind.\(request.kind.rawValue)")
            )
            h.fact(words("operator.business-id"), request.businessID)
            h.fact(words("space-requests.asked"), words.date(request.askedAt.inFinland.day))
        }
        p(words("space-requests.what"), .class("soft"))
        inputs(form)
        dangerConfirm(
            words("space-requests.refuse.title"),
            consequence: words("space-requests.refuse.what"),
            action: refusal,
            once: once,
            button: words("space-requests.refuse")
        )
    }
}

extension AccountStatement where Result == SpaceRequest {
    static let requestsSeen = AccountStatement(
        """
        select id, organisation, kind, business_id, association, space_id, enquiry_id, asked_at
          from accounts.space_requests_seen($1) limit 100
        """,
        seenRequest
    )

    fileprivate static let requestSeen = AccountStatement(
        """
        select id, organisation, kind, business_id, association, space_id, enquiry_id, asked_at
          from accounts.space_requests_seen($2) where id = $1
        """,
        seenRequest
    )
}

private let seenRequest = reader(
    SpaceRequest.init,
    "id",
    "organisation",
    "kind",
    "business_id",
    "association",
    "space_id",
    "enquiry_id",
    "asked_at"
)

extension AccountStatement where Result == RequestGuest {
    fileprivate static let requestGuest = AccountStatement(
        "select name, email, language from accounts.space_request_guest($1, $2)",
        RequestGuest.init,
        "name",
        "email",
        "language"
    )
}

extension AccountStatement where Result == Void {
    /// What an operator (`$1`) says to a request (`$2`): the space that was made (`$3`), or null for no.
    fileprivate static let decideRequest = AccountStatement(
        "select accounts.space_request_decide($1, $2, $3)"
    )
}
