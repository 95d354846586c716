import Access
import Audit
import Base
import Interface
import Routing
import Store
import Terms
import Wording

// A space of its own for an organisation that was answered: the association proposes it, the operator makes it or does not.

/// What the association proposes: for which organisation, and the terms of the partnership that follows.
struct SpaceProposal: Sendable {
    var businessID = ""
    var feePayer: FeePayer?
    var terms = ""
}

let spaceProposalFields = FieldList<SpaceProposal>(
    .businessID(
        "business_id",
        \.businessID,
        "space-requests.business-id",
        help: "space-requests.business-id.help"
    ),
    .choice(
        "fee_payer",
        \.feePayer,
        "partnership.fee",
        words: "partnership.fee",
        isOpen: true
    ),
    .area(
        "terms",
        \.terms,
        "partnership.terms",
        help: "partnership.terms.help",
        limit: Limits.partnershipTermsCharactersMax,
        isRequired: true,
        rows: 8
    )
)

/// What became of a space that was proposed; the words of each stand under `space-requests.state.<code>`.
enum SpaceRequestState: String, CaseIterable, Sendable {
    case waiting
    case accepted
    case refused
}

extension SpaceRequestState: ColumnValue {}

/// A space that was proposed for an enquiry.
struct KeptSpaceRequest: Sendable {
    let state: SpaceRequestState
    let businessID: String
    let askedAt: Instant
    let decidedAt: Instant?

    /// Whether nothing else can be proposed beside it.
    var stands: Bool { state != .refused }
}

@Sendable func showProposal(_ visit: Visit) throws(Failure) -> Looked {
    try visit.show(proposalPage)
}

@Sendable func proposeSpace(_ visit: Visit) throws(Failure) -> Looked {
    let id: ID<Enquiry> = try visit.id()
    return try visit.submit(proposalPage) { (db, page, new, changes) throws(Failure) in
        let enquiry = try db.one(.readEnquiry, id)
        _ = try db.account(
            .makeSpaceRequest,
            ID<SpaceProposal>(),
            id,
            new.businessID,
            new.feePayer?.rawValue,
            new.terms
        )
        return .done(
            Entry(.enquirySpaceProposed, of: Object(id, enquiry.organisation), changes: changes),
            to: page.back,
            did: "space-requests.done.proposed"
        )
    }
}

private func proposalPage(
    _ visit: Visit,
    _ db: borrowing Transaction
) throws(Failure) -> FormPage<SpaceProposal> {
    let id: ID<Enquiry> = try visit.id()
    let enquiry = try db.one(.readEnquiry, id)
    let earlier = try db.account(.spaceRequestsOf, id)
    let (words, path) = (visit.words, visit.here("/enquiries/\(id)"))
    var page = FormPage(
        words("space-requests.propose"),
        lead: words("space-requests.propose.lead", ["organisation": enquiry.organisation]),
        spaceProposalFields,
        SpaceProposal(),
        isNew: true,
        action: "\(path)/space",
        save: words("space-requests.propose.do"),
        back: path,
        look: Entry(.enquiryRead, of: Object(id, enquiry.organisation))
    )
    page.blames = { $0 == "space-requests.rule.exists" ? "business_id" : "" }
    if enquiry.state != .answered {
        page.refusal = .conflict(why: "enquiries.rule.state")
    } else if earlier.first?.stands == true {
        page.refusal = .conflict(why: "space-requests.rule.twice")
    }
    return page
}

extension AccountStatement where Result == KeptSpaceRequest {
    static let spaceRequestsOf = AccountStatement(
        "select state, business_id, asked_at, decided_at from accounts.space_requests_of($1)",
        KeptSpaceRequest.init,
        "state",
        "business_id",
        "asked_at",
        "decided_at"
    )
}

extension AccountStatement where Result == Void {
    /// A request (`$1`) for an enquiry (`$2`), a business id (`$3`) and terms (`$4`, `$5`).
    fileprivate static let makeSpaceRequest = AccountStatement(
        "select accounts.space_request_make($1, $2, $3, $4, $5)"
    )
}
